package assets

import (
	"regexp"
	"testing"
)

func TestTheSyllabusIsWhole(t *testing.T) {
	form := regexp.MustCompile(`^[a-z]+(\.[a-z0-9-]+)+$`)
	seen := map[string]bool{}
	for _, o := range Syllabus() {
		if !form.MatchString(o.ID) || seen[o.ID] || o.Text == "" || o.Check != "engine" && o.Check != "know" {
			t.Errorf("objective %+v", o)
		}
		seen[o.ID] = true
		if Topic(o.ID) == o.ID {
			t.Errorf("%s belongs to no topic", o.ID)
		}
	}
	for _, id := range []string{"lb.dynamic-port", "lb.ec2-security-group", "copilot.operate"} {
		if !seen[id] {
			t.Errorf("%s is missing", id)
		}
	}
}
