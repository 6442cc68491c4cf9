package quizzes

import (
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

// fill puts variables in a text, {{name}}, and the values of expressions over
// them, {{vars.name * 2}}. Its error is a *textError.
func fill(text string, vars map[string]any) (string, error) {
	return scenarios.FillLine(text, func(part string, before int) (string, error) {
		if v, ok := vars[part]; ok {
			return fmt.Sprint(v), nil
		}
		p, err := lang.Compile(part, noWorld{}, lang.Any, lang.Vars(vars))
		if err != nil {
			return "", &textError{before, err}
		}
		v, err := p.Value(noWorld{})
		if err != nil {
			return "", &textError{before, err}
		}
		return fmt.Sprint(v), nil
	})
}
