package quizzes

import (
	"strings"
	"testing"
)

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

// The banks hold what was promised: questions over every objective of their topics,
// and many that a seed varies or the engine decides.
func TestBuiltInBanks(t *testing.T) {
	all, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	proved := 0
	for _, q := range all {
		if q.Bound() || q.Parametric() {
			proved++
		}
	}
	if len(all) < 30 || proved < 12 {
		t.Errorf("%d questions, of which %d are bound or parametric", len(all), proved)
	}
	wanted := []string{"docker.", "platform.", "ecs.", "taskdef.", "placement.", "storage.", "iam.", "ecr.iam", "ecr.backed-by-s3", "lb."}
	for _, o := range Cover(nil, all).Objectives {
		for _, w := range wanted {
			if strings.HasPrefix(o.ID, w) && o.Questions < 3 {
				t.Errorf("%s has %d questions", o.ID, o.Questions)
			}
		}
	}
}

// Options and reasons are plain text with code in backticks: screens wrap them
// without rendering them.
func TestOptionsArePlain(t *testing.T) {
	all, err := BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range all {
		it := ask(t, q, 1)
		texts := []string{it.Number.Why}
		for _, o := range it.Options {
			texts = append(texts, o.Text, o.Why)
		}
		for _, m := range it.Number.Mistakes {
			texts = append(texts, m.Why)
		}
		for _, text := range texts {
			if strings.Contains(text, "**") || strings.Contains(text, "\n") || strings.Count(text, "`")%2 != 0 {
				t.Errorf("%s: %q", q.ID, text)
			}
		}
	}
}
