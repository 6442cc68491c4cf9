package progress

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Learner is the progress of one learner. It is safe for use by several
// goroutines. Two of the same learner, as two sessions have, know nothing of
// what the other plays, so that each is told when the other goes on with the
// same attempt.
type Learner struct {
	store *Store
	id    string

	mu      sync.Mutex
	holder  string           // by which an attempt knows who plays it
	playing map[string]int64 // by attempt: the length of its journal, as known here
}

// Attempt is what an attempt was made from.
type Attempt struct {
	Scenario string // its id
	Digest   string // of the scenario as it was
	Engine   string // the version of the engine
	Seed     uint64
}

// Entry is one input of an attempt's journal.
type Entry struct {
	At      int64  // milliseconds since play began
	Input   string // as the journal has it: an aws line, undo, hint, submit
	Refused bool
}

// Result is how a submission came out.
type Result struct {
	At     int64 // milliseconds since play began
	Score  int
	Points int // that could be had
	Stars  int
	Moves  int
	Par    int
	Hints  int // points spent on hints
	Passed bool
	Made   time.Time // when it was kept, in UTC; Finish sets it
}

// Begin keeps a new attempt and returns its id.
func (l *Learner) Begin(ctx context.Context, a Attempt) (id string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	id = rand.Text()
	err = l.store.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO attempt (id, learner, scenario, digest, engine, seed, begun, touched, reached, length, holder)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 0, 0, $8)`,
			id, l.id, a.Scenario, a.Digest, a.Engine, seedText(a.Seed), l.store.millis(), l.holder)
		return err
	})
	if err != nil {
		return "", err
	}
	l.playing[id] = 0
	return id, nil
}

// Append keeps the next input of an attempt that was begun or loaded here. The
// time of play after it is now: that of the entry, or an earlier one after an
// undo.
//
// It returns ErrElsewhere when the attempt has inputs that are not known here.
func (l *Learner) Append(ctx context.Context, id string, e Entry, now int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	number := l.playing[id] + 1
	err := l.play(ctx, id, now, 1, func(ctx context.Context, tx *sql.Tx, made int64) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO entry (attempt, number, at, input, refused, made) VALUES ($1, $2, $3, $4, $5, $6)`,
			id, number, e.At, e.Input, flag(e.Refused), made)
		return err
	})
	if err == nil {
		l.playing[id] = number
	}
	return err
}

// Reached keeps the time to which an attempt was played, in milliseconds since
// play began.
func (l *Learner) Reached(ctx context.Context, id string, now int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.play(ctx, id, now, 0, func(context.Context, *sql.Tx, int64) error { return nil })
}

// Finish keeps how a submission came out. An attempt may have several, and goes
// on until it is left.
func (l *Learner) Finish(ctx context.Context, id string, r Result) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.play(ctx, id, r.At, 0, func(ctx context.Context, tx *sql.Tx, made int64) error {
		var before int64
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM result WHERE attempt = $1`, id).Scan(&before); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO result (attempt, number, at, score, points, stars, moves, par, hints, passed, made)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			id, before+1, r.At, r.Score, r.Points, r.Stars, r.Moves, r.Par, r.Hints, flag(r.Passed), made)
		return err
	})
}

// play keeps something of an attempt that is played here: the time that it has
// reached, by how many entries its journal grows, and what keep writes. The
// row's length and holder are compared first, and in the same statement that
// changes it, so that of two who play the same attempt only one goes on: whoever
// loaded it last.
func (l *Learner) play(ctx context.Context, id string, reached, grows int64, keep func(ctx context.Context, tx *sql.Tx, made int64) error) error {
	length, ok := l.playing[id]
	if !ok {
		return fmt.Errorf("the attempt %q was neither begun nor loaded here: %w", id, ErrUnknown)
	}
	return l.store.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		made := l.store.millis()
		done, err := tx.ExecContext(ctx, `
			UPDATE attempt SET touched = $1, reached = $2, length = length + $3
			WHERE id = $4 AND learner = $5 AND length = $6 AND holder = $7 AND left_at IS NULL`,
			made, reached, grows, id, l.id, length, l.holder)
		if err != nil {
			return err
		}
		if err := l.changed(ctx, tx, id, done); err != nil {
			return err
		}
		err = keep(ctx, tx, made)
		if isTaken(err) {
			return ErrElsewhere
		}
		return err
	})
}

// changed says why an update found no attempt to change, if it did not.
func (l *Learner) changed(ctx context.Context, tx *sql.Tx, id string, update sql.Result) error {
	if n, err := update.RowsAffected(); err != nil || n > 0 {
		return err
	}
	var left bool
	err := tx.QueryRowContext(ctx, `SELECT left_at IS NOT NULL FROM attempt WHERE id = $1 AND learner = $2`, id, l.id).Scan(&left)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return ErrUnknown
	case err != nil:
		return err
	case left:
		return ErrLeft
	}
	return ErrElsewhere
}

// Leave keeps that the learner is done with an attempt, finished or not:
// Unfinished lists it no longer. It returns ErrElsewhere for an attempt that
// was begun or loaded here and has been played on elsewhere. Leaving twice
// changes nothing.
func (l *Learner) Leave(ctx context.Context, id string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	length, playing := l.playing[id]
	if !playing {
		length = -1
	}
	return l.store.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, `
			UPDATE attempt SET left_at = coalesce(left_at, $1)
			WHERE id = $2 AND learner = $3 AND ($4 = -1 OR length = $4 AND holder = $5)`,
			l.store.millis(), id, l.id, length, l.holder)
		if err != nil {
			return err
		}
		return l.changed(ctx, tx, id, done)
	})
}
