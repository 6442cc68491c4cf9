package progress

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"time"
)

// Kept is an attempt as it was kept.
type Kept struct {
	ID string
	Attempt
	Begun   time.Time // UTC
	Touched time.Time // when it was last played, in UTC
	Reached int64     // the present of play: milliseconds since it began
	Length  int       // entries of its journal
	Left    bool

	Journal []Entry  // in order; Load reads it, Unfinished does not
	Results []Result // in order; Load reads them, Unfinished does not
}

// Best is what a learner has made of one scenario.
type Best struct {
	Attempts    int // begun
	Submissions int
	Passed      bool
	Stars       int       // the most of any submission
	Score       int       // the highest of any submission
	Last        time.Time // when it was last played, in UTC
}

// keptColumns are what scanKept reads.
const keptColumns = `id, scenario, digest, engine, seed, begun, touched, reached, length, left_at IS NOT NULL`

func scanKept(r row) (Kept, error) {
	var k Kept
	var seed string
	var begun, touched int64
	err := r.Scan(&k.ID, &k.Scenario, &k.Digest, &k.Engine, &seed, &begun, &touched, &k.Reached, &k.Length, &k.Left)
	if err != nil {
		return Kept{}, err
	}
	k.Begun, k.Touched = timeOf(begun), timeOf(touched)
	k.Seed, err = strconv.ParseUint(seed, 10, 64)
	return k, err
}

// Unfinished lists the attempts that were begun and not left, the one played
// last first.
func (l *Learner) Unfinished(ctx context.Context) ([]Kept, error) {
	return query(ctx, l.store, scanKept, `
		SELECT `+keptColumns+` FROM attempt WHERE learner = $1 AND left_at IS NULL
		ORDER BY touched DESC, begun DESC, id`, l.id)
}

// Load reads an attempt with its journal, to be continued here: whoever played it
// until now is told ErrElsewhere with the next thing that they keep. It returns
// ErrUnknown when the learner has none with that id.
func (l *Learner) Load(ctx context.Context, id string) (Kept, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.store.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE attempt SET holder = $1 WHERE id = $2 AND learner = $3`, l.holder, id, l.id)
		return err
	})
	if err != nil {
		return Kept{}, err
	}
	k, err := l.Look(ctx, id)
	if err == nil {
		l.playing[id] = int64(k.Length)
	}
	return k, err
}

// Look reads an attempt with its journal, only to look at it: whoever plays it,
// here or elsewhere, is not disturbed. It returns ErrUnknown when the learner
// has none with that id.
func (l *Learner) Look(ctx context.Context, id string) (Kept, error) {
	k, err := scanKept(l.store.db.QueryRowContext(ctx, `SELECT `+keptColumns+` FROM attempt WHERE id = $1 AND learner = $2`, id, l.id))
	if errors.Is(err, sql.ErrNoRows) {
		return Kept{}, ErrUnknown
	}
	if err != nil {
		return Kept{}, l.store.failed(err)
	}
	// Entries are only ever added, so those up to the length belong to what the
	// row said, even if somebody has appended since.
	k.Journal, err = query(ctx, l.store, scanEntry, `
		SELECT at, input, refused FROM entry WHERE attempt = $1 AND number <= $2 ORDER BY number`, id, k.Length)
	if err != nil {
		return Kept{}, err
	}
	k.Results, err = query(ctx, l.store, scanResult, `
		SELECT at, score, points, stars, moves, par, hints, passed, made FROM result WHERE attempt = $1 ORDER BY number`, id)
	if err != nil {
		return Kept{}, err
	}
	return k, nil
}

func scanEntry(r row) (Entry, error) {
	var e Entry
	err := r.Scan(&e.At, &e.Input, &e.Refused)
	return e, err
}

func scanResult(r row) (Result, error) {
	var res Result
	var made int64
	err := r.Scan(&res.At, &res.Score, &res.Points, &res.Stars, &res.Moves, &res.Par, &res.Hints, &res.Passed, &made)
	res.Made = timeOf(made)
	return res, err
}

// Best tells for each scenario that the learner has begun what came of it, by
// the scenario's id.
func (l *Learner) Best(ctx context.Context) (map[string]Best, error) {
	return queryMap(ctx, l.store, func(r row) (scenario string, b Best, err error) {
		var last int64
		err = r.Scan(&scenario, &b.Attempts, &b.Submissions, &b.Passed, &b.Stars, &b.Score, &last)
		b.Last = timeOf(last)
		return scenario, b, err
	}, `
		SELECT a.scenario, count(DISTINCT a.id), count(r.number),
			coalesce(max(r.passed), 0), coalesce(max(r.stars), 0), coalesce(max(r.score), 0), max(a.touched)
		FROM attempt a LEFT JOIN result r ON r.attempt = a.id
		WHERE a.learner = $1 GROUP BY a.scenario`, l.id)
}
