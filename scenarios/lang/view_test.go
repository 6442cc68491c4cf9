package lang

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

// The views of the tests: a small one like the engine's, with everything that a
// view may have.

type targetGroup struct {
	Name      string `expr:"name"`
	Healthy   int    `expr:"healthy"`
	Unhealthy int64  `expr:"unhealthy"`
}

type rule struct {
	Source string `expr:"source"`
	Port   int    `expr:"port"`
	Open   bool   `expr:"open"`
	Ports  []int  `expr:"ports"`
}

type group struct {
	Name  string `expr:"name"`
	Rules []rule `expr:"rules"`
}

// String makes sure that methods of Go types are no part of the language.
func (g group) String() string { return "group " + g.Name }

type fakeView struct {
	Groups      []group                                 `expr:"groups"`
	Names       []string                                `expr:"names"`
	Now         int                                     `expr:"minute"`
	Title       string                                  `expr:"title"`
	Quiet       bool                                    `expr:"quiet"`
	TargetGroup func(name string) (*targetGroup, error) `expr:"target_group"`
	Admitted    func(cluster string) ([]rule, error)    `expr:"admitted"`
	Tasks       func(service string, n int) int         `expr:"tasks"`
	Broken      func() (int, error)                     `expr:"broken"`
	Hidden      int
	Internal    int `expr:"-"`
}

var errBroken = errors.New("the world is broken")

func fake() *fakeView {
	groups := map[string]*targetGroup{"web-tg": {Name: "web-tg", Healthy: 0, Unhealthy: 4}}
	admitted := []rule{
		{Source: "sg-alb", Port: 80, Ports: []int{80, 443}},
		{Source: "0.0.0.0/0", Port: 22, Open: true},
		{Source: "sg-alb", Port: 443},
	}
	return &fakeView{
		Groups: []group{{"a", admitted}, {"b", nil}},
		Names:  []string{"web", "api"},
		Now:    12, Title: "Healthy nowhere", Quiet: true,
		TargetGroup: func(name string) (*targetGroup, error) {
			if tg, ok := groups[name]; ok {
				return tg, nil
			}
			return nil, fmt.Errorf("there is no target group %q", name)
		},
		Admitted: func(cluster string) ([]rule, error) {
			if cluster != "prod" {
				return nil, fmt.Errorf("there is no cluster %q", cluster)
			}
			return admitted, nil
		},
		Tasks:  func(service string, n int) int { return len(service) * n },
		Broken: func() (int, error) { return 0, errBroken },
	}
}

func TestCheckView(t *testing.T) {
	if err := CheckView(reflect.TypeFor[fakeView]()); err == nil || !strings.Contains(err.Error(), "fakeView.Hidden has no expr tag") {
		t.Errorf("a field without a tag: %v", err)
	}
	type status string
	type good struct {
		Self  []*targetGroup                          `expr:"self"`
		Find  func(string, int, bool) ([]rule, error) `expr:"find"`
		Plain [][]string                              `expr:"plain"`
	}
	if err := CheckView(reflect.TypeFor[good]()); err != nil {
		t.Error(err)
	}
	bad := []struct {
		view any
		want string
	}{
		{struct {
			M map[string]int `expr:"m"`
		}{}, "expressions cannot read map[string]int"},
		{struct {
			F []float64 `expr:"f"`
		}{}, "expressions cannot read float64"},
		{struct {
			S status `expr:"s"`
		}{}, "expressions cannot read lang.status"},
		{struct {
			A any `expr:"a"`
		}{}, "expressions cannot read interface {}"},
		{struct {
			P *int `expr:"p"`
		}{}, "expressions cannot read *int"},
		{struct {
			F func(time.Duration) int `expr:"f"`
		}{}, "the function takes time.Duration"},
		{struct {
			F func() (int, int) `expr:"f"`
		}{}, "the function returns 2 values"},
		{struct {
			F func() []any `expr:"f"`
		}{}, "expressions cannot read interface {}"},
		{struct {
			A int `expr:"same"`
			B int `expr:"same"`
		}{}, "two fields named same"},
		{struct {
			V int `expr:"vars"`
		}{}, "two fields named vars"},
		{7, "int is not a struct"},
	}
	for _, tt := range bad {
		if err := CheckView(reflect.TypeOf(tt.view)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%T: got %v, want %s", tt.view, err, tt.want)
		}
	}
}
