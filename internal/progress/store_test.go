package progress

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

func TestOpenMakesFileAndFolderForTheirOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b", "progress.db")
	s := open(t, path)
	begin(t, s.Learner("local"), web)
	if runtime.GOOS == "windows" {
		t.Skip("there are no such permissions here")
	}
	for name, want := range map[string]os.FileMode{
		path: 0o600, path + "-wal": 0o600, path + "-shm": 0o600,
		filepath.Dir(path): 0o700 | os.ModeDir, filepath.Dir(filepath.Dir(path)): 0o700 | os.ModeDir,
	} {
		info, err := os.Stat(name)
		if err != nil {
			t.Error(err)
		} else if info.Mode() != want {
			t.Errorf("%s has the mode %v, want %v", name, info.Mode(), want)
		}
	}
}

func TestOpenSetsUpEveryConnection(t *testing.T) {
	s := open(t, newPath(t))
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "1", "foreign_keys": "1", "busy_timeout": "5000", "application_id": fmt.Sprint(applicationID),
	} {
		var got string
		must(t, s.db.QueryRow("PRAGMA "+pragma).Scan(&got))
		if got != want {
			t.Errorf("%s is %s, want %s", pragma, got, want)
		}
	}
}

func TestWhatIsKeptOutlivesTheStore(t *testing.T) {
	names := []string{"progress.db", "my progress.db", "a?mode=memory.db", "a#b.db", "100%.db", "%41.db", "a&b=c;d+e.db", "größe '\".db"}
	if runtime.GOOS == "windows" {
		names = []string{"progress.db", "my progress.db", "a#b.db", "100%.db", "%41.db", "a&b=c;d+e.db", "größe.db"}
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "in "+name)
			s, err := Open(t.Context(), filepath.Join(dir, name))
			must(t, err)
			id := begin(t, s.Learner("local"), web)
			must(t, s.Close())

			files, err := os.ReadDir(dir)
			must(t, err)
			if len(files) != 1 || files[0].Name() != name {
				t.Errorf("the folder holds %v, want %s alone", files, name)
			}
			if got := load(t, open(t, filepath.Join(dir, name)).Learner("local"), id); got.Attempt != web {
				t.Errorf("loaded %+v, want %+v", got.Attempt, web)
			}
		})
	}
}

func TestOpenTakesAPathFromTheFolderOfTheProcess(t *testing.T) {
	t.Chdir(t.TempDir())
	open(t, "here.db")
	if _, err := os.Stat("here.db"); err != nil {
		t.Error(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	write := func(text string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) { must(t, os.WriteFile(path, []byte(text), 0o600)) }
	}
	execute := func(statements string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			must(t, makeFile(path))
			db, err := sql.Open("sqlite", dsn(path, 0))
			must(t, err)
			_, err = db.Exec(statements)
			must(t, errors.Join(err, db.Close()))
		}
	}
	tests := []struct {
		name string
		make func(t *testing.T, path string)
		want string
	}{
		{"a short text", write("hello\n"), "it is not a file of progress, and was left as it is"},
		{"a long text", write(strings.Repeat("hello\n", 10_000)), "it is not a file of progress, and was left as it is"},
		{"another program's database", execute(`CREATE TABLE schema_version (version INTEGER); CREATE TABLE attempt (id TEXT)`), "it is the database of another program"},
		{"another program's empty database", execute(`PRAGMA application_id = 17; PRAGMA user_version = 3`), "it is the database of another program"},
		{"a folder", func(t *testing.T, path string) { must(t, os.Mkdir(path, 0o700)) }, "it is a folder; expected a file"},
		{"a newer program's", func(t *testing.T, path string) {
			s, err := Open(t.Context(), path)
			must(t, err)
			_, err = s.db.Exec(`INSERT INTO schema_version (version) VALUES (99)`)
			must(t, errors.Join(err, s.Close()))
		}, "a newer Drydock wrote it: its schema is 99, and this program knows schemas up to 1; update Drydock"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := newPath(t)
			test.make(t, path)
			before, _ := os.ReadFile(path) // a folder has no text
			s, err := Open(t.Context(), path)
			if err == nil {
				t.Fatal(errors.Join(errors.New("it was opened"), s.Close()))
			}
			if !strings.Contains(err.Error(), path+": ") || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is\n%v\nwant %s, and the name of the file", err, test.want)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) {
				t.Error("the file has changed")
			}
		})
	}
}

func TestOpenRefusesPathsThatLeadNowhere(t *testing.T) {
	if _, err := Open(t.Context(), ""); err == nil || err.Error() != "no file was named to keep progress in" {
		t.Errorf("no path: %v", err)
	}
	file := newPath(t)
	must(t, os.WriteFile(file, nil, 0o600))
	path := filepath.Join(file, "progress.db")
	if _, err := Open(t.Context(), path); err == nil || !strings.HasPrefix(err.Error(), "progress cannot be kept in "+path+": ") {
		t.Errorf("a folder that is a file: %v", err)
	}
}

func TestManyMayOpenANewFileAtOnce(t *testing.T) {
	for range 5 {
		path := newPath(t)
		var all sync.WaitGroup
		for n := range 8 {
			all.Go(func() {
				s, err := Open(t.Context(), path)
				if err != nil {
					t.Error(err)
					return
				}
				defer s.Close()
				l := s.Learner(fmt.Sprint("learner ", n))
				if _, err := l.Begin(t.Context(), web); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
}

func TestAFileThatIsHeldIsNamed(t *testing.T) {
	path := newPath(t)
	holder := open(t, path)
	tx, err := holder.db.Begin()
	must(t, err)
	defer func() { must(t, tx.Rollback()) }()
	impatient, err := sql.Open("sqlite", dsn(path, 0))
	must(t, err)
	s := &Store{db: impatient, path: path, now: ticking()}
	defer s.Close()
	_, err = s.Learner("local").Begin(t.Context(), web)
	if want := "the progress in " + path + ": another program has been writing to it for too long"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("the error is %v, want %s", err, want)
	}
}

func TestDefaultPathFollowsTheEnvironment(t *testing.T) {
	for range 2 {
		dir := t.TempDir()
		t.Setenv("XDG_DATA_HOME", dir)
		if got, want := DefaultPath(), filepath.Join(dir, "drydock", "progress.db"); got != want {
			t.Errorf("DefaultPath() = %s, want %s", got, want)
		}
	}
}
