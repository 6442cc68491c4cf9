-- Texts and integers only. Times of the wall clock are milliseconds since 1970
-- in UTC; times of play are milliseconds since play began. A seed is 64 bits
-- without a sign, which no integer here can hold, so it is written in decimal.

-- "Dryd": by this number, a file is known to be ours.
PRAGMA application_id = 1148352868;

CREATE TABLE attempt (
  id       TEXT    NOT NULL PRIMARY KEY,
  learner  TEXT    NOT NULL CHECK (learner <> ''),
  scenario TEXT    NOT NULL,
  digest   TEXT    NOT NULL,
  engine   TEXT    NOT NULL,
  seed     TEXT    NOT NULL,
  begun    INTEGER NOT NULL,
  touched  INTEGER NOT NULL, -- when it was last played
  left_at  INTEGER,          -- when the learner was done with it
  reached  INTEGER NOT NULL, -- time of play
  length   INTEGER NOT NULL, -- entries of its journal; who appends must know it
  holder   TEXT    NOT NULL  -- who plays it; whoever loads it takes it over
) STRICT;

CREATE INDEX attempt_by_learner ON attempt (learner, touched);

CREATE TABLE entry (
  attempt  TEXT    NOT NULL REFERENCES attempt (id),
  number   INTEGER NOT NULL, -- 1, 2, 3 …
  at       INTEGER NOT NULL, -- time of play
  input    TEXT    NOT NULL,
  refused  INTEGER NOT NULL CHECK (refused IN (0, 1)),
  made     INTEGER NOT NULL,
  PRIMARY KEY (attempt, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE result (
  attempt  TEXT    NOT NULL REFERENCES attempt (id),
  number   INTEGER NOT NULL, -- 1, 2, 3 …
  at       INTEGER NOT NULL, -- time of play
  score    INTEGER NOT NULL,
  points   INTEGER NOT NULL,
  stars    INTEGER NOT NULL,
  moves    INTEGER NOT NULL,
  par      INTEGER NOT NULL,
  hints    INTEGER NOT NULL,
  passed   INTEGER NOT NULL CHECK (passed IN (0, 1)),
  made     INTEGER NOT NULL,
  PRIMARY KEY (attempt, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
  id         TEXT    NOT NULL PRIMARY KEY,
  learner    TEXT    NOT NULL CHECK (learner <> ''),
  question   TEXT    NOT NULL,
  rev        INTEGER NOT NULL,
  seed       TEXT    NOT NULL,
  given      TEXT    NOT NULL,
  is_right   INTEGER NOT NULL CHECK (is_right IN (0, 1)),
  confidence INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 3),
  millis     INTEGER NOT NULL,
  made       INTEGER NOT NULL
) STRICT;

CREATE INDEX answer_by_question ON answer (learner, question, made);
