package engine

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// story is a course of events with a bit of everything: what is done, in words
// of do. A refused line is part of it.
var story = []string{
	`aws ecs create-service --cluster prod --service-name web --task-definition web --desired-count 4 --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080`,
	`advance 20s`,
	`drydock CrashTask {"Cluster": "prod", "Service": "web"}`,
	`advance 1500ms`,
	`aws ec2 revoke-security-group-ingress --group-id sg-web --protocol tcp --port 32768-65535 --source-group sg-alb`,
	`advance 3m`,
	`aws ecs update-service --cluster prod --service web --desired-count 6`,
	`aws ecs register-task-definition --family typo --container-definitions '[{"name":"app","image":"wbe:1","cpu":1000,"memory":512}]'`,
	`aws ecs create-service --cluster prod --service-name typo --task-definition typo --desired-count 2`,
	`c = aws ec2 run-instances --image-id ami-ecs --instance-type c5.large --subnet-id subnet-b --security-group-ids sg-web --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=prod`,
	`advance 7m`,
	`aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 1-65535 --source-group sg-alb`,
	`aws ecs update-service --cluster prod --service nothing --desired-count 6`,
	`drydock CrashTask {"Cluster": "prod", "Service": "web"}`,
	`aws ecs update-service --cluster prod --service web --placement-strategy type=random type=binpack,field=cpu --placement-constraints type=memberOf,expression='agentConnected == true'`,
	`drydock CrashTask {"Cluster": "prod", "Service": "web"}`,
	`aws ecs update-service --cluster prod --service web --desired-count 8`,
	`advance 10m`,
	`aws ecs delete-service --cluster prod --service typo --force`,
	`aws ecs update-service --cluster prod --service web --desired-count 1`,
	`advance 90m`,
}

// storyHash is the hash of the world after the story, with the seed 1. It
// changes with the engine's behaviour, and then Version goes up when an attempt
// that somebody has kept would be replayed otherwise.
const storyHash = "3def9946151995ff647bfe035bf6507acc2da7f95d5e07e5039ecb7c0a513c06"

// tell plays the story on a world; wait does what an advance asks.
func tell(w *World, story []string, wait func(*World, time.Duration)) *World {
	for _, line := range story {
		if rest, ok := strings.CutPrefix(line, "advance "); ok {
			d, err := time.ParseDuration(rest)
			if err != nil {
				panic(err)
			}
			wait(w, d)
			continue
		}
		_ = do(w, line) // also what is refused is part of the story
	}
	return w
}

func inOnePiece(w *World, d time.Duration) { w.Advance(d) }

func inSeconds(w *World, d time.Duration) {
	for ; d > time.Second; d -= time.Second {
		w.Advance(time.Second)
	}
	w.Advance(d)
}

func TestSameInputsSameWorld(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	half := len(story) / 2
	for _, c := range []struct {
		name string
		make func() *World
	}{
		{"as it is", func() *World { return tell(prelude(t, 1, false), story, inOnePiece) }},
		{"once more", func() *World { return tell(prelude(t, 1, false), story, inOnePiece) }},
		{"second by second", func() *World { return tell(prelude(t, 1, false), story, inSeconds) }},
		{"with every decision traced", func() *World { return tell(prelude(t, 1, true), story, inOnePiece) }},
		{"traced, second by second", func() *World { return tell(prelude(t, 1, true), story, inSeconds) }},
		{"on a fork", func() *World {
			return tell(tell(prelude(t, 1, false), story[:half], inOnePiece).Fork(), story[half:], inOnePiece)
		}},
		{"on a fork for each half minute, which remembers nothing", func() *World {
			return tell(prelude(t, 1, false), story, func(w *World, d time.Duration) {
				for ; d > 30*time.Second; d -= 30 * time.Second {
					w.Advance(30 * time.Second)
					*w = *w.Fork()
				}
				w.Advance(d)
			})
		}},
		{"after a fork went its own way", func() *World {
			w := tell(prelude(t, 1, false), story[:half], inOnePiece)
			tell(w.Fork(), story, inOnePiece)
			return tell(w, story[half:], inOnePiece)
		}},
		{"on a fork for each line", func() *World {
			w := prelude(t, 1, true)
			for i := range story {
				w = tell(w, story[i:i+1], inOnePiece).Fork()
			}
			return w
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, processors := range []int{1, 2} {
				runtime.GOMAXPROCS(processors)
				if got := c.make().Hash(); got != storyHash {
					t.Errorf("%d processors: %s, want %s", processors, got, storyHash)
				}
			}
		})
	}
}

func TestAnotherSeedIsAnotherWorld(t *testing.T) {
	if tell(prelude(t, 2, false), story, inOnePiece).Hash() == storyHash {
		t.Error("seed 2 gives the world of seed 1")
	}
}

func TestHashSeesEverything(t *testing.T) {
	w := busy(t, false)
	hash := w.Hash()
	for _, line := range []string{"advance 1ms", "aws ec2 create-internet-gateway", `drydock DeclareImage {"Uri": "other:1"}`} {
		f := w.Fork()
		if f.Hash() != hash {
			t.Fatal("a fork differs before anything is done to it")
		}
		must(t, f, line)
		if f.Hash() == hash {
			t.Errorf("the hash does not see %q", line)
		}
	}
	if w.Hash() != hash {
		t.Error("what was done to a fork shows in its original")
	}
}

func TestForksAreIndependent(t *testing.T) {
	w := busy(t, true)
	hash, events := w.Hash(), len(w.Events())
	one, other := w.Fork(), w.Fork()
	tell(one, story, inOnePiece)
	other.Advance(5 * time.Minute)
	if w.Hash() != hash || len(w.Events()) != events {
		t.Error("a fork changed its original")
	}
	later := other.Hash()
	w.Advance(5 * time.Minute)
	if w.Hash() != later {
		t.Error("the original goes on otherwise than its fork did")
	}
	for i, e := range w.Events()[:events] { // a shared log must not be written over
		if one.Events()[i].Message != e.Message || other.Events()[i].Message != e.Message {
			t.Fatalf("event %d differs", i)
		}
	}
	if len(one.Events()) > events && len(w.Events()) > events && &one.Events()[events] == &w.Events()[events] {
		t.Error("two worlds write into the same log")
	}
}
