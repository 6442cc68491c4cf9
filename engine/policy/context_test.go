package policy

import (
	"strings"
	"testing"
)

func TestContextShowsItsKeys(t *testing.T) {
	var c Context
	c.Set("ecs:Cluster", "x")
	c.SetList("aws:TagKeys", "team", "tier")
	if got, want := c.String(), "aws:tagkeys=[team tier] ecs:cluster=x"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := strings.Join(c.Keys(), " "); got != "aws:tagkeys ecs:cluster" {
		t.Error(got)
	}
}
