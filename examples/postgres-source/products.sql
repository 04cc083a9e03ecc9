-- The shop's own table, with something in it.
CREATE TABLE IF NOT EXISTS products (
  category    text NOT NULL,
  name        text NOT NULL,
  description text,
  price       numeric(10, 2) NOT NULL,
  amount      integer NOT NULL,
  PRIMARY KEY (category, name)
);

INSERT INTO products VALUES
  ('Kitchen', 'Cast-iron pan', 'Heats slowly, holds the heat for long, and gets better with each steak.', 39.90, 25),
  ('Kitchen', 'Bread knife', 'A serrated blade of 24 cm for crusts of any kind.', 24.50, 40),
  ('Kitchen', 'Salad spinner', 'Dries leaves in ten seconds.', 14.95, 60),
  ('Garden', 'Watering can', 'Ten litres, with a rose that does not drown seedlings.', 18.00, 30),
  ('Garden', 'Hedge shears', 'For box and privet; the handles absorb the shock.', 42.00, 12),
  ('Garden', 'Kneeling mat', NULL, 9.90, 80),
  ('Office', 'Desk lamp', 'Warm light that can be dimmed, on an arm that reaches over two screens.', 79.00, 18),
  ('Office', 'Fountain pen', 'A steel nib for daily notes.', 27.00, 33)
ON CONFLICT DO NOTHING;
