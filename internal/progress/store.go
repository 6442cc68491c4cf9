package progress

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/adrg/xdg"
	_ "modernc.org/sqlite" // the driver "sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// busyWait is how long a call waits for other programs that write the same
// file.
const busyWait = 5 * time.Second

// applicationID marks a SQLite file as ours; the first migration writes it.
const applicationID = 0x44727964 // "Dryd"

// Store is a file of progress. It is safe for use by several goroutines.
type Store struct {
	db   *sql.DB
	path string
	now  func() time.Time
}

// Option changes how a store is opened.
type Option func(*Store)

// WithClock has a store take the time of what it keeps from now, instead of
// time.Now.
func WithClock(now func() time.Time) Option { return func(s *Store) { s.now = now } }

// DefaultPath returns where the user's own progress is kept: drydock/progress.db
// in the folder for data that the environment names at the time of the call.
// It changes variables of the package xdg, so it is for the start of a program,
// not for several goroutines.
func DefaultPath() string {
	xdg.Reload()
	return filepath.Join(xdg.DataHome, "drydock", "progress.db")
}

// Open opens a file of progress. It makes the file and its folder, for their
// owner alone, when they are missing, and brings the file of an older program
// up to date. It refuses a file that is anything else, or that a newer program
// wrote, and leaves it as it is.
func Open(ctx context.Context, path string, options ...Option) (*Store, error) {
	if path == "" {
		return nil, errors.New("no file was named to keep progress in")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find the file to keep progress in: %w", err)
	}
	if err := makeFile(path); err != nil {
		return nil, fmt.Errorf("progress cannot be kept in %s: %w", path, err)
	}
	db, err := sql.Open("sqlite", dsn(path, busyWait))
	if err != nil {
		return nil, fmt.Errorf("progress cannot be kept in %s: %w", path, err)
	}
	s := &Store{db: db, path: path, now: time.Now}
	for _, option := range options {
		option(s)
	}
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("progress cannot be kept in %s: %w", path, explain(err)), db.Close())
	}
	return s, nil
}

// Close ends the use of the file.
func (s *Store) Close() error { return s.db.Close() }

// Learner returns the progress of one learner, who is named by an id that
// nobody else has: "local", or the fingerprint of an SSH key. Nothing of other
// learners can be seen or changed through it.
func (s *Store) Learner(id string) *Learner {
	return &Learner{store: s, id: id, holder: rand.Text(), playing: map[string]int64{}}
}

// making keeps a file that is being made from being opened in the same program:
// on Unix, closing any descriptor of a file drops all locks that the program
// has on it, SQLite's too.
var making sync.Mutex

// makeFile makes an empty file and its folder, unless the file exists.
func makeFile(path string) error {
	making.Lock()
	defer making.Unlock()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		return f.Close()
	}
	// An existing file is not opened here, for the sake of its locks.
	info, statErr := os.Stat(path)
	switch {
	case !errors.Is(err, fs.ErrExist):
		return err
	case statErr != nil:
		return statErr
	case info.IsDir():
		return errors.New("it is a folder; expected a file")
	}
	return nil
}

// dsn names a file to the driver, whatever characters its path has. Every
// connection waits for other writers, and takes the lock for writing when a
// transaction begins: one that first reads could not get it later.
func dsn(path string, wait time.Duration) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // C:/Users
		path = "/" + path
	}
	q := url.Values{
		"mode":    {"rw"},
		"_txlock": {"immediate"},
		"_pragma": {
			"busy_timeout(" + strconv.FormatInt(wait.Milliseconds(), 10) + ")",
			"foreign_keys(ON)",
			// With a write-ahead log, what is committed outlives the program.
			// A power cut may cost the last commits, and nothing else.
			"synchronous(NORMAL)",
		},
	}
	return "file://" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// prepare makes a file ready for use. Nothing is written before it is known to
// be ours, or empty.
func (s *Store) prepare(ctx context.Context) error {
	if err := s.checkOurs(ctx); err != nil {
		return err
	}
	if err := s.checkWritable(ctx); err != nil {
		return err
	}
	if err := s.useWriteAheadLog(ctx); err != nil {
		return err
	}
	steps, err := migrationsFor("sqlite")
	if err != nil {
		return err
	}
	return migrate(ctx, s.db, steps)
}

func (s *Store) checkOurs(ctx context.Context) error {
	var id, tables int64
	err := s.db.QueryRowContext(ctx, `SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id`).Scan(&id, &tables)
	if err != nil {
		return err
	}
	if id != applicationID && (id != 0 || tables != 0) {
		return errors.New("it is the database of another program; name another file")
	}
	return nil
}

// checkWritable refuses a file that SQLite could open for reading only. It would
// fail at the first thing to keep, which is too late.
func (s *Store) checkWritable(ctx context.Context) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(driver any) error {
		readOnly, err := driver.(interface {
			IsReadOnly(schema string) (bool, error)
		}).IsReadOnly("main")
		if err == nil && readOnly {
			return errors.New(meanings[sqlite3.SQLITE_READONLY])
		}
		return err
	})
}

// useWriteAheadLog turns on the write-ahead log, which a file then keeps. For
// this, SQLite does not wait for another program that does the same, so it is
// tried again.
func (s *Store) useWriteAheadLog(ctx context.Context) error {
	for end := time.Now().Add(busyWait); ; {
		_, err := s.db.ExecContext(ctx, `PRAGMA journal_mode = WAL`)
		if !isBusy(err) || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// write runs one transaction. Once it has begun to write, it is finished even
// if ctx ends: otherwise nobody could tell whether it was kept.
func (s *Store) write(ctx context.Context, do func(ctx context.Context, tx *sql.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := inTransaction(context.WithoutCancel(ctx), s.db, do); err != nil {
		return s.failed(err)
	}
	return nil
}

// inTransaction commits what do does, or, if that fails, nothing of it.
func inTransaction(ctx context.Context, db *sql.DB, do func(ctx context.Context, tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(ctx, tx); err != nil {
		// A rollback that fails leaves the transaction undone as well.
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}
