package quizzes

import (
	"errors"
	"fmt"

	"drydock/scenarios"
	"drydock/scenarios/lang"
)

// textError is an expression in a text that cannot be read.
type textError struct {
	before int // characters of the text before the expression
	err    error
}

func (e *textError) Error() string { return e.err.Error() }

func (e *textError) Unwrap() error { return e.err }

// textMax is how many bytes variables and expressions may add to a text, so that a
// stranger's bank cannot fill the memory of a server.
const textMax = 16 << 10

var errLong = errors.New("the text is too long with its variables filled in")

// fill puts variables in a text, {{name}}, and the values of expressions over
// them, {{vars.name * 2}}. Its error is a *textError.
func fill(text string, vars map[string]any) (string, error) {
	added := 0
	return scenarios.FillLine(text, func(part string, before int) (string, error) {
		value, err := valueOf(part, vars)
		if added += len(value); err == nil && added > textMax {
			err = errLong
		}
		if err != nil {
			return "", &textError{before, err}
		}
		return value, nil
	})
}

// valueOf is the value of a variable, or of an expression over variables.
func valueOf(part string, vars map[string]any) (string, error) {
	if v, ok := vars[part]; ok {
		return fmt.Sprint(v), nil
	}
	p, err := lang.Compile(part, noWorld{}, lang.Any, lang.Vars(vars))
	if err != nil {
		return "", err
	}
	v, err := p.Value(noWorld{})
	if err != nil {
		return "", err
	}
	return fmt.Sprint(v), nil
}
