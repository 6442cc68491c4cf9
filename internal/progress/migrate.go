package progress

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

// Each dialect has a folder of numbered files. The file numbered n brings a
// database from schema n-1 to schema n. A file that was released is never
// changed: a new one follows it.
//
//go:embed migrations
var migrations embed.FS

// migrationsFor returns the texts of the migrations of a dialect, in order.
func migrationsFor(dialect string) ([]string, error) {
	files, err := fs.Glob(migrations, "migrations/"+dialect+"/*.sql") // sorted by name
	if err != nil {
		return nil, err
	}
	var steps []string
	for _, file := range files {
		text, err := fs.ReadFile(migrations, file)
		if err != nil {
			return nil, err
		}
		steps = append(steps, string(text))
	}
	return steps, nil
}

// migrate brings a database to the schema after the last step, each step in a
// transaction of its own. It refuses a database that is further already.
func migrate(ctx context.Context, db *sql.DB, steps []string) error {
	for done := false; !done; {
		err := inTransaction(ctx, db, func(ctx context.Context, tx *sql.Tx) (err error) {
			done, err = migrateOnce(ctx, tx, steps)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// migrateOnce takes the next step, if there is one. It looks at the version
// inside the transaction: another program may be at the same work.
func migrateOnce(ctx context.Context, tx *sql.Tx, steps []string) (done bool, err error) {
	if _, err := tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY)`); err != nil {
		return false, err
	}
	var version int
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM schema_version`).Scan(&version); err != nil {
		return false, err
	}
	switch {
	case version > len(steps):
		return false, fmt.Errorf("a newer Drydock wrote it: its schema is %d, and this program knows schemas up to %d; update Drydock", version, len(steps))
	case version == len(steps):
		return true, nil
	}
	if _, err := tx.ExecContext(ctx, steps[version]); err != nil {
		return false, fmt.Errorf("bring it from schema %d to %d: %w", version, version+1, err)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO schema_version (version) VALUES ($1)`, version+1)
	return false, err
}
