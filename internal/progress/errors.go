package progress

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	// ErrElsewhere is returned for an attempt that was played on by another
	// program, or in another session, since it was begun or loaded here.
	// Nothing was kept. Load it again to play on here.
	ErrElsewhere = errors.New("the attempt is being played elsewhere; open it again to continue it here")

	// ErrLeft is returned for playing on with an attempt that was left.
	ErrLeft = errors.New("the attempt was left and cannot be continued")

	// ErrUnknown is returned for an id that no attempt of the learner has.
	ErrUnknown = errors.New("there is no such attempt")
)

// failed says what a failure of the database means for somebody whose progress
// was to be kept or read; errors of the package's own stay as they are.
func (s *Store) failed(err error) error {
	var own *sqlite.Error
	if !errors.As(err, &own) {
		return err
	}
	return fmt.Errorf("the progress in %s: %w", s.path, explain(err))
}

// meanings puts what SQLite reports, by its primary code, in words that follow
// the name of the file.
var meanings = map[int]string{
	sqlite3.SQLITE_BUSY:     "another program has been writing to it for too long; close that, or try again",
	sqlite3.SQLITE_CANTOPEN: "it, or a file beside it, cannot be opened; check who may write to its folder",
	sqlite3.SQLITE_CORRUPT:  "it is damaged; put a copy from before in its place, or move it away to begin anew",
	sqlite3.SQLITE_FULL:     "the disk is full; nothing more can be kept until there is room",
	sqlite3.SQLITE_IOERR:    "the disk cannot be read or written",
	sqlite3.SQLITE_NOTADB:   "it is not a file of progress, and was left as it is; move it away, or name another file",
	sqlite3.SQLITE_READONLY: "it must not be written to; check the permissions of the file and of its folder",
}

// explain puts a meaning before an error of SQLite.
func explain(err error) error {
	if meaning := meanings[primaryCode(err)]; meaning != "" {
		return fmt.Errorf("%s: %w", meaning, err)
	}
	return err
}

func isBusy(err error) bool { return primaryCode(err) == sqlite3.SQLITE_BUSY }

// isTaken reports whether a row was refused because its key exists.
func isTaken(err error) bool {
	var own *sqlite.Error
	return errors.As(err, &own) && (own.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || own.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE)
}

// primaryCode returns the kind of an error of SQLite, 0 for any other error.
func primaryCode(err error) int {
	var own *sqlite.Error
	if !errors.As(err, &own) {
		return 0
	}
	return own.Code() & 0xff
}
