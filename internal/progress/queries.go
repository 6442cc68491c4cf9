package progress

import (
	"context"
	"strconv"
	"time"
)

// row is a row of an answer of the database.
type row interface{ Scan(into ...any) error }

// query reads the rows of a query. It returns nil when there are none.
func query[T any](ctx context.Context, s *Store, scan func(row) (T, error), text string, args ...any) ([]T, error) {
	var out []T
	err := s.each(ctx, func(r row) error {
		v, err := scan(r)
		out = append(out, v)
		return err
	}, text, args...)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// queryMap reads the rows of a query by a name that each has. The map is never
// nil without an error.
func queryMap[T any](ctx context.Context, s *Store, scan func(row) (string, T, error), text string, args ...any) (map[string]T, error) {
	out := map[string]T{}
	err := s.each(ctx, func(r row) error {
		name, v, err := scan(r)
		out[name] = v
		return err
	}, text, args...)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// each calls do with every row of a query.
func (s *Store) each(ctx context.Context, do func(row) error, text string, args ...any) error {
	rows, err := s.db.QueryContext(ctx, text, args...)
	if err != nil {
		return s.failed(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows); err != nil {
			return s.failed(err)
		}
	}
	return s.failed(rows.Err())
}

// The next functions turn values into what both dialects keep alike.

// millis returns the present as it is kept.
func (s *Store) millis() int64 { return s.now().UnixMilli() }

func timeOf(millis int64) time.Time { return time.UnixMilli(millis).UTC() }

func seedText(seed uint64) string { return strconv.FormatUint(seed, 10) }

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
