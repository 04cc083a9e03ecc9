package web

import (
	"errors"
	"time"
)

// Retry calls f until it succeeds, waiting twice as long after each failure.
func Retry(attempts int, f func() error) error {
	delay := 100 * time.Millisecond
	for i := 0; i < attempts; i++ {
		if f() == nil {
			return nil
		}
		time.Sleep(delay)
		delay *= 2
	}
	return errors.New("gave up")
}
