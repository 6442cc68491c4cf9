package scenarios

import (
	"testing"
)

// BenchmarkLoad reads a scenario with its stock world and task definition.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		builtInScenario(b, "healthy-nowhere")
	}
}

// BenchmarkNewAttempt builds the world and lets it settle.
func BenchmarkNewAttempt(b *testing.B) {
	s := builtInScenario(b, "healthy-nowhere")
	for b.Loop() {
		begin(b, s, 1)
	}
}

// BenchmarkCheck plays one solution of a settled world to the horizon and
// judges it.
func BenchmarkCheck(b *testing.B) {
	s := builtInScenario(b, "healthy-nowhere")
	start := begin(b, s, 1)
	for b.Loop() {
		check(b, start.Fork())
	}
}

// BenchmarkCheckFromNothing is BenchmarkCheck with the building of the world.
func BenchmarkCheckFromNothing(b *testing.B) {
	s := builtInScenario(b, "healthy-nowhere")
	for b.Loop() {
		check(b, begin(b, s, 1))
	}
}

func check(b *testing.B, a *Attempt) {
	b.Helper()
	if err := a.Play(a.scenario.Solutions()[0].Do, true, nil); err != nil {
		b.Fatal(err)
	}
	if !a.Submit().Finish().Passed {
		b.Fatal("not passed")
	}
}

// BenchmarkProve proves a scenario with all its turns and combinations.
func BenchmarkProve(b *testing.B) {
	s := builtInScenario(b, "healthy-nowhere")
	for b.Loop() {
		if p, err := Prove(s); err != nil || len(p.Failures) > 0 {
			b.Fatal(err, p.Failures)
		}
	}
}

// BenchmarkMove makes a move and undoes it, as a learner who tries things.
func BenchmarkMove(b *testing.B) {
	a := begin(b, builtInScenario(b, "healthy-nowhere"), 1)
	for b.Loop() {
		do(b, a, "aws ec2 authorize-security-group-ingress --group-id sg-instances --protocol tcp --port 8080 --source-group sg-alb", "undo")
	}
}
