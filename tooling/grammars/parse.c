// What is compiled together with the tree-sitter runtime and one grammar into one WebAssembly module: it parses a text and
// lays its tree out flat, so that JavaScript reads it as one array and nothing is left behind in the module's memory.

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <tree_sitter/api.h>

#define EXPORT(name) __attribute__((export_name(#name))) name

// GRAMMAR is the grammar's function, given to the compiler.
const TSLanguage *GRAMMAR(void);

// One node, in pre-order: its children follow it, and `next` is the record behind its last descendant.
typedef struct {
  uint32_t kind; // symbol | field << 16 | missing << 28 | extra << 29
  uint32_t start; // in bytes
  uint32_t end;
  uint32_t next;
} Record;

typedef struct {
  const char *text;
  uint32_t length;
} Input;

static Record *records;
static uint32_t steps_left;

#ifdef malloc
// For scanners that never set their first state: one text must not have another tree for what was parsed before it.
void *malloc(size_t size) { return calloc(1, size); }
#endif

uint32_t EXPORT(symbol_count)(void) { return ts_language_symbol_count(GRAMMAR()); }
uint32_t EXPORT(symbol_type)(uint32_t symbol) { return ts_language_symbol_type(GRAMMAR(), (TSSymbol)symbol); }
const char *EXPORT(symbol_name)(uint32_t symbol) { return ts_language_symbol_name(GRAMMAR(), (TSSymbol)symbol); }
uint32_t EXPORT(field_count)(void) { return ts_language_field_count(GRAMMAR()); }
const char *EXPORT(field_name)(uint32_t field) { return ts_language_field_name_for_id(GRAMMAR(), (TSFieldId)field); }

void *EXPORT(allocate)(uint32_t size) { return malloc(size); }
void EXPORT(release)(void *pointer) { free(pointer); }

// The records of the last parse; whoever reads them releases them.
Record *EXPORT(nodes)(void) { return records; }

static bool out_of_steps(TSParseState *state) {
  (void)state;
  if (steps_left == 0) return true;
  steps_left--;
  return false;
}

static const char *read_input(void *payload, uint32_t offset, TSPoint point, uint32_t *length) {
  (void)point;
  const Input *input = payload;
  *length = offset < input->length ? input->length - offset : 0;
  return *length > 0 ? input->text + offset : "";
}

static void *grow(void *items, uint32_t *capacity, size_t size) {
  *capacity *= 2;
  void *grown = realloc(items, *capacity * size);
  if (!grown) abort();
  return grown;
}

static uint32_t flatten(const TSTree *tree) {
  uint32_t count = 0, capacity = 1024, depth = 0, open_capacity = 64;
  records = malloc(capacity * sizeof(Record));
  uint32_t *open = malloc(open_capacity * sizeof(uint32_t));
  if (!records || !open) abort();
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
  for (bool done = false; !done;) {
    if (count == capacity) records = grow(records, &capacity, sizeof(Record));
    TSNode node = ts_tree_cursor_current_node(&cursor);
    uint32_t current = count++;
    records[current] = (Record){
      .kind = (uint32_t)ts_node_symbol(node) | (uint32_t)ts_tree_cursor_current_field_id(&cursor) << 16 |
        (uint32_t)ts_node_is_missing(node) << 28 | (uint32_t)ts_node_is_extra(node) << 29,
      .start = ts_node_start_byte(node),
      .end = ts_node_end_byte(node),
      .next = count,
    };
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      if (depth == open_capacity) open = grow(open, &open_capacity, sizeof(uint32_t));
      open[depth++] = current;
      continue;
    }
    while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
      if (depth == 0) {
        done = true;
        break;
      }
      ts_tree_cursor_goto_parent(&cursor);
      records[open[--depth]].next = count;
    }
  }
  ts_tree_cursor_delete(&cursor);
  free(open);
  return count;
}

// Parses UTF-8 and returns the number of nodes, 0 where more than `steps` hundreds of the parser's operations were needed.
// No limit where `steps` is 0.
uint32_t EXPORT(parse)(const char *text, uint32_t length, uint32_t steps) {
  TSParser *parser = ts_parser_new();
  if (!ts_parser_set_language(parser, GRAMMAR())) abort();
  Input input = {text, length};
  steps_left = steps;
  TSParseOptions options = {NULL, steps > 0 ? out_of_steps : NULL};
  TSInput source = {&input, read_input, TSInputEncodingUTF8, NULL};
  TSTree *tree = ts_parser_parse_with_options(parser, NULL, source, options);
  uint32_t count = tree ? flatten(tree) : 0;
  if (tree) ts_tree_delete(tree);
  ts_parser_delete(parser);
  return count;
}
