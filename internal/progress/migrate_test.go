package progress

import (
	"database/sql"
	"strings"
	"testing"
)

// empty opens a database without any table.
func empty(t *testing.T) *sql.DB {
	t.Helper()
	path := newPath(t)
	must(t, makeFile(path))
	db, err := sql.Open("sqlite", dsn(path, busyWait))
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return db
}

func version(t *testing.T, db *sql.DB) (n int) {
	t.Helper()
	must(t, db.QueryRow(`SELECT max(version) FROM schema_version`).Scan(&n))
	return n
}

func TestMigrateBringsAnOlderFileUpToDate(t *testing.T) {
	db := empty(t)
	steps := []string{
		`CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1)`,
		`ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y = x + 1`,
		`UPDATE a SET y = y * 10`,
	}
	for _, upTo := range []int{1, 1, 3, 3} {
		must(t, migrate(t.Context(), db, steps[:upTo]))
		if got := version(t, db); got != upTo {
			t.Fatalf("the schema is %d, want %d", got, upTo)
		}
	}
	var y int
	must(t, db.QueryRow(`SELECT y FROM a`).Scan(&y))
	if y != 20 {
		t.Errorf("y is %d, want 20: each step once, in order", y)
	}
}

func TestMigrateTakesAStepWhollyOrNot(t *testing.T) {
	db := empty(t)
	steps := []string{`CREATE TABLE a (x INTEGER)`, `INSERT INTO a VALUES (1); INSERT INTO nowhere VALUES (1)`}
	err := migrate(t.Context(), db, steps)
	if err == nil || !strings.HasPrefix(err.Error(), "bring it from schema 1 to 2: ") {
		t.Errorf("the error is %v", err)
	}
	var rows int
	must(t, db.QueryRow(`SELECT count(*) FROM a`).Scan(&rows))
	if rows != 0 || version(t, db) != 1 {
		t.Errorf("there are %d rows at schema %d, want none at schema 1", rows, version(t, db))
	}
}
