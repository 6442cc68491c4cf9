package scenarios

import (
	"errors"
	"fmt"
	"strings"

	"drydock/engine/api"
	"drydock/engine/spelling"
	"drydock/scenarios/lang"
	"drydock/scenarios/source"
)

// input is one line of play: a call, or time passing, or one of the console's
// own words.
type input struct {
	word    string // "aws", "advance", "undo", …
	rest    string
	request *api.Request
	advance source.Duration
}

// words of the console beside aws.
var words = []string{
	"advance", "aws", "choices", "choose", "drop", "events", "fork", "goals", "help", "hint", "outcome", "path", "redo", "switch", "undo", "why",
}

// parseInput reads a line of play against a shell. The error of a line that
// AWS's command would not take is an *api.UsageError.
func parseInput(sh api.Shell, line string) (input, error) {
	line = strings.TrimSpace(line)
	word, rest, _ := strings.Cut(line, " ")
	in := input{word: word, rest: strings.TrimSpace(rest)}
	switch word {
	case "":
		return in, errors.New("an empty line")
	case "aws":
		var err error
		in.request, err = sh.ParseLine(line)
		return in, err
	case "advance":
		d, err := source.ParseDuration(in.rest)
		if err != nil {
			return in, fmt.Errorf("advance %s: %w", in.rest, err)
		}
		if d > Longest {
			return in, fmt.Errorf("advance %s: at most %s at once", in.rest, Longest)
		}
		in.advance = d
		return in, nil
	}
	for _, known := range words {
		if word == known {
			return in, nil
		}
	}
	err := fmt.Errorf("%q is not a command", word)
	if near := spelling.Nearest(word, words); near != "" {
		err = fmt.Errorf("%w; did you mean %q?", err, near)
	}
	return in, err
}

// FillLine replaces every {{expression}} of a line, or of a longer text, by what
// value returns for it. before is how many characters stand before the
// expression.
func FillLine(line string, value func(text string, before int) (string, error)) (string, error) {
	var out strings.Builder
	done := 0
	for {
		open := strings.Index(line[done:], "{{")
		if open < 0 {
			break
		}
		open += done
		end := strings.Index(line[open:], "}}")
		if end < 0 {
			break
		}
		end += open
		text, err := value(line[open+2:end], len([]rune(line[:open+2])))
		if err != nil {
			return "", err
		}
		out.WriteString(line[done:open])
		out.WriteString(text)
		done = end + 2
	}
	out.WriteString(line[done:])
	return out.String(), nil
}

// fill puts variables in a scenario's line, and evaluates its expressions
// against the world as it is.
func (a *Attempt) fill(line string) (string, error) {
	return FillLine(line, func(text string, _ int) (string, error) {
		if v, ok := a.vars[text]; ok {
			return fmt.Sprint(v), nil
		}
		p, err := lang.Compile(text, a.view, lang.Any, lang.Vars(a.vars))
		if err != nil {
			return "", err
		}
		v, err := p.Value(a.view)
		if err != nil {
			return "", fmt.Errorf("{{%s}}: %w", text, err)
		}
		return fmt.Sprint(v), nil
	})
}
