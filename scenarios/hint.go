package scenarios

import (
	"errors"
	"fmt"
)

// Hint is a hint that was shown.
type Hint struct {
	Text   string `json:"text"`
	Cost   int    `json:"cost"`
	Number int    `json:"number"` // "2 of 3": Number is 2, Of is 3
	Of     int    `json:"of"`
}

// NextHint returns what the next hint that fits the present state costs; false
// when none does.
func (a *Attempt) NextHint() (cost int, fits bool) {
	i, ok := a.nextHint()
	if !ok {
		return 0, false
	}
	return int(a.scenario.Hints[i].Cost), true
}

// nextHint is the place of the first hint that was not shown yet and fits.
func (a *Attempt) nextHint() (int, bool) {
	for i := range a.scenario.Hints {
		if a.wasShown(i) {
			continue
		}
		if p := a.hints[i]; p != nil {
			if fits, err := p.Bool(a.view); err != nil || !fits {
				continue
			}
		}
		return i, true
	}
	return 0, false
}

// Hint shows the next hint that fits the present state and spends its points.
func (a *Attempt) Hint() (Hint, error) {
	i, ok := a.nextHint()
	switch {
	case !ok && len(a.shown) == 0:
		return Hint{}, errors.New("no hint fits the present state")
	case !ok:
		return Hint{}, fmt.Errorf("no more hints fit the present state; %d shown", len(a.shown))
	}
	h := a.scenario.Hints[i]
	a.shown = append(a.shown, Hint{Text: fillText(h.Text, a.vars), Cost: int(h.Cost), Number: i + 1, Of: len(a.scenario.Hints)})
	a.enter(a.entry("hint"))
	return a.shown[len(a.shown)-1], nil
}

func (a *Attempt) wasShown(i int) bool {
	for _, h := range a.shown {
		if h.Number == i+1 {
			return true
		}
	}
	return false
}

// HintsShown returns the hints shown so far.
func (a *Attempt) HintsShown() []Hint { return a.shown }

// Spent is how many points the hints have cost so far.
func (a *Attempt) Spent() int {
	sum := 0
	for _, h := range a.shown {
		sum += h.Cost
	}
	return sum
}
