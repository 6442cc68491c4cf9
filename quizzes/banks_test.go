package quizzes

import "testing"

// Every built-in question is read and proved.
func TestBuiltInQuestionsAreProved(t *testing.T) {
	all, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range all {
		p, err := Prove(q)
		if err != nil {
			t.Fatalf("%s: %v", q.ID, err)
		}
		for _, f := range p.Failures {
			t.Errorf("%s: %s", q.ID, f)
		}
		if q.Bound() && p.Runs < p.Played || p.Played == 0 {
			t.Errorf("%s: %d runs over %d combinations", q.ID, p.Runs, p.Played)
		}
	}
}
