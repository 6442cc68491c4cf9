package scenarios

import (
	"testing"
)

func TestTry(t *testing.T) {
	s, err := Find("healthy-nowhere")
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewAttempt(s, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range a.Events() {
		t.Log(a.EventTime(e).Format("15:04:05.000"), e.Message)
	}
	t.Log(a.Exec("why web-tg").Output)
	t.Log(a.Exec("why web").Output)
	p, err := Prove(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Failures {
		t.Log(f.String())
	}
	t.Logf("%d runs", p.Runs)
}
