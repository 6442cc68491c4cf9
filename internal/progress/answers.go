package progress

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"time"
)

// Answer is one answer to a question.
type Answer struct {
	Question   string // its id
	Rev        int64  // of the question
	Seed       uint64 // of its variables and of the order of its options
	Given      string // what was answered, as text
	Right      bool
	Confidence int   // 1 to 3; 0 when the learner was not asked or did not say
	Millis     int64 // from the question's appearance to the answer
}

// Tally sums up a learner's answers to one question, of all its revisions.
type Tally struct {
	Asked     int
	Right     int
	LastRight bool
	Last      time.Time // of the last answer, in UTC
}

// Answered keeps an answer.
func (l *Learner) Answered(ctx context.Context, a Answer) error {
	if a.Confidence < 0 || a.Confidence > 3 {
		return fmt.Errorf("the answer to %s has the confidence %d; expected 1 to 3, or 0 for none", a.Question, a.Confidence)
	}
	return l.store.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		// Two answers to a question have an order, also within a millisecond and
		// when the clock was set back.
		_, err := tx.ExecContext(ctx, `
			INSERT INTO answer (id, learner, question, rev, seed, given, is_right, confidence, millis, made)
			SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9,
				CASE WHEN last >= $10 THEN last + 1 ELSE $10 END
			FROM (SELECT coalesce(max(made), 0) AS last FROM answer WHERE learner = $2 AND question = $3) AS before`,
			rand.Text(), l.id, a.Question, a.Rev, seedText(a.Seed), a.Given, flag(a.Right), a.Confidence, a.Millis, l.store.millis())
		return err
	})
}

// Confided keeps how sure the learner was, 1 to 3, of the last answer to a
// question. It changes nothing when there is none.
func (l *Learner) Confided(ctx context.Context, question string, confidence int) error {
	if confidence < 1 || confidence > 3 {
		return fmt.Errorf("the confidence %d in the answer to %s; expected 1 to 3", confidence, question)
	}
	return l.store.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			UPDATE answer SET confidence = $1 WHERE id = (
				SELECT id FROM answer WHERE learner = $2 AND question = $3 ORDER BY made DESC, id DESC LIMIT 1)`,
			confidence, l.id, question)
		return err
	})
}

// Answers sums up the learner's answers by the questions' ids. Questions that
// were never answered are missing.
func (l *Learner) Answers(ctx context.Context) (map[string]Tally, error) {
	return queryMap(ctx, l.store, func(r row) (question string, t Tally, err error) {
		var last int64
		err = r.Scan(&question, &t.Asked, &t.Right, &t.LastRight, &last)
		t.Last = timeOf(last)
		return question, t, err
	}, `
		SELECT question, count(*), count(CASE WHEN is_right = 1 THEN 1 END),
			(SELECT b.is_right FROM answer b WHERE b.learner = $1 AND b.question = a.question ORDER BY b.made DESC, b.id DESC LIMIT 1),
			max(made)
		FROM answer a WHERE learner = $1 GROUP BY question`, l.id)
}
