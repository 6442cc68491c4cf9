package quizzes

import (
	"strconv"
	"time"

	"drydock/scenarios/source"
)

// The types of this file are the format: what a bank may hold, and the
// [[question]] tables of a scenario file.

type bankFile struct {
	Format   int64           `toml:"format,required"`
	Question []questionTable `toml:"question,required"`
}

type questionTable struct {
	ID         string          `toml:"id,required"`
	Rev        int64           `toml:"rev,required"`
	Kind       string          `toml:"kind,required"`
	Objectives []string        `toml:"objectives,required"`
	Exams      []string        `toml:"exams"`
	Difficulty *int64          `toml:"difficulty"`
	Stem       string          `toml:"stem,required"`
	Source     string          `toml:"source,required"`
	Checked    time.Time       `toml:"checked,required"`
	Ask        string          `toml:"ask"` // of a scenario's question
	Vars       map[string]any  `toml:"vars"`
	World      string          `toml:"world"`
	Before     []string        `toml:"before"`
	Advance    source.Duration `toml:"advance"`

	// Of the kinds with options.
	Check  string        `toml:"check"`
	Choose *int64        `toml:"choose"`
	Option []optionTable `toml:"option"`

	// Of a numeric question.
	Answer    formula        `toml:"answer"`
	Unit      string         `toml:"unit"`
	Tolerance int64          `toml:"tolerance"`
	Why       string         `toml:"why"`
	Mistakes  []mistakeTable `toml:"mistakes"`
}

type optionTable struct {
	Text  string   `toml:"text,required"`
	Right bool     `toml:"right"`
	Do    []string `toml:"do"`
	Why   string   `toml:"why,required"`
}

type mistakeTable struct {
	Answer formula `toml:"answer,required"`
	Why    string  `toml:"why,required"`
}

// formula is an expression that gives a whole number, or the number itself.
type formula string

// FromTOML reads an expression from text, or a number.
func (f *formula) FromTOML(v any) error {
	switch v := v.(type) {
	case string:
		*f = formula(v)
	case int64:
		*f = formula(strconv.FormatInt(v, 10))
	default:
		return &source.Mistake{Expected: "an expression such as \"vars.tasks * 2\", or a whole number"}
	}
	return nil
}
