package scenarios

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// changedBefore is the small scenario in whose world somebody has done something.
func changedBefore(lines string) string {
	return strings.Replace(small, "settle = \"1m\"", "settle = \"1m\"\nbefore = ["+lines+"]", 1) + anyGoal
}

// What others did is there when play begins, and is no move of the learner's.
func TestWhatOthersDidBefore(t *testing.T) {
	s, err := loadText(changedBefore(`"aws ecs update-service --cluster prod --service web --desired-count {{service(\"web\").running + 2}}", "advance 90s"`), nil)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	got, err := a.view.Service("web")
	if err != nil || got.Running != 3 {
		t.Errorf("%+v %v", got, err)
	}
	if a.Moves() != 0 || a.Elapsed() != 0 || a.World().Now().Duration() != 150*time.Second {
		t.Errorf("%d moves, %v of play, the world is %v old", a.Moves(), a.Elapsed(), a.World().Now().Duration())
	}
	called := 0
	for _, e := range a.Events() {
		if strings.HasPrefix(e.Message, "scenario called ecs:UpdateService") {
			called++
		}
	}
	if called != 1 {
		t.Errorf("the log tells of it %d times", called)
	}
}

func TestMistakesOfLinesBefore(t *testing.T) {
	many := strings.Repeat(`"advance 1s", `, beforeMax)
	for _, c := range []struct {
		lines string
		want  []string
	}{
		{
			`"undo", "aws ecs update-servic", "aws ecs list-services --cluster {{service(\"web\").nosuch}}"`, []string{
				`small.toml:16:11: "undo" is not a line that can be played before play begins; expected a line such as "aws ecs update-service …" or "advance 5m"`,
				`small.toml:16:19: Invalid choice: 'update-servic', maybe you meant: update-service; expected a line such as "aws ecs update-service …" or "advance 5m"`,
				`small.toml:16:96: a service has no field nosuch`,
			},
		},
		{many + `"advance 1s"`, []string{`small.toml:16:291: 21 lines before play are too many; expected at most 20`}},
		{`"advance 1s", "aws ecs update-service --cluster prod --service nosuch --desired-count 1"`, []string{`small.toml:16:25: An error occurred (ServiceNotFoundException) when calling the UpdateService operation: Service not found.`}},
		{`"aws ecs wait services-stable --cluster prod --services web"`, []string{`small.toml:16:11: aws … wait is a learner's; expected a line such as "advance 5m"`}},
		{`"aws ecs update-service --cluster prod --service web --desired-count {{instances(\"prod\")[3].tasks}}"`, []string{`small.toml:16:11: {{instances("prod")[3].tasks}}: there is no element 3 in a list of 1`}},
	} {
		s, err := loadText(changedBefore(c.lines), nil)
		if err == nil {
			_, err = NewAttempt(s, 1)
		}
		if diff := cmp.Diff(c.want, mistakes(t, err)); diff != "" {
			t.Errorf("%s\n%s", c.lines, diff)
		}
	}
}
