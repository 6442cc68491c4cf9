package lang

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var someVars = map[string]any{"desired": int64(4), "name": "web-tg", "loud": true, "many": []any{int64(1)}}

func compile(t testing.TB, text string, want Kind) *Program {
	t.Helper()
	p, err := Compile(text, fakeView{}, want, Vars(someVars))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return p
}

func TestValues(t *testing.T) {
	tests := []struct {
		text string
		kind Kind
		want any
	}{
		{`target_group("web-tg").healthy == vars.desired`, Bool, false},
		{`target_group(vars.name).unhealthy == vars.desired`, Bool, true},
		{`all(admitted("prod"), .source == "sg-alb")`, Bool, false},
		{`any(groups, any(.rules, .open)) and not none(groups, len(.rules) == 0)`, Bool, true},
		{`count(admitted("prod"), .source in ["sg-alb", "sg-x"])`, Int, int64(2)},
		{`one(names, # == "web") or vars.loud`, Bool, true},
		{`sum(admitted("prod"), .port) - 5 * 2 % 3`, Int, int64(544)},
		{`sum(map(admitted("prod"), .port))`, Int, int64(545)},
		{`max(map(admitted("prod"), .port)) - min(3, vars.desired)`, Int, int64(440)},
		{`max(map(groups, len(.rules)), 2, vars.desired) == 4`, Bool, true},
		{`target_group("web-tg").unhealthy + target_group("web-tg").healthy == 4 and sum([1, 2]) == 3`, Bool, true},
		{`sum(map(names, target_group("web-tg").unhealthy)) == 8 and max(target_group("web-tg").unhealthy, 1) == 4`, Bool, true},
		{`-abs(3 - minute) + +1`, Int, int64(-8)},
		{`div(7, 2) * 100 + div(8, 2)`, Int, int64(304)},
		{`div(-7, 2) * 100 + div(7, -2)`, Int, int64(-404)},
		{`div(minute + vars.desired - 1, vars.desired) == 3 or div(sum(map(groups, len(.rules))), 1) > 0`, Bool, true},
		{`first(filter(admitted("prod"), .open)).source`, Text, "0.0.0.0/0"},
		{`last(names)`, Text, "api"},
		{`names == ["web", "api"]`, Bool, true},
		{`names[0:1] == [] ? upper(title) : trim(lower(" X "))`, Text, "x"},
		{`if quiet { 1 } else { 2 }`, Int, int64(1)},
		{`title matches "^Health[a-z]+" and title contains "now" and title startsWith "H" and title endsWith "e"`, Bool, true},
		{`"api" in names and "db" not in names`, Bool, true},
		{`tasks("web", vars.desired)`, Int, int64(12)},
		{`target_group("web-tg").unhealthy`, Int, int64(4)},
		{`minute >= 12 && minute < 0x10 || !quiet`, Bool, true},
		{`names | filter(# != "web") | len()`, Int, int64(1)},
		{`len(admitted("prod")[0].ports) > 1`, Bool, true},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			p := compile(t, tt.text, tt.kind)
			for _, view := range []any{fake(), *fake()} {
				got, err := p.Value(view)
				if err != nil || got != tt.want {
					t.Errorf("gives %#v, %v; want %#v", got, err, tt.want)
				}
			}
			if p.String() != tt.text {
				t.Errorf("prints as %s", p)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	tests := []struct {
		text, want string
	}{
		// names and types
		{`target_group("web-tg").helthy == 4`, `1:24: a target group has no field helthy; did you mean "healthy"?`},
		{`target_grup("web-tg").healthy == 4`, `1:1: unknown name target_grup; did you mean "target_group"?`},
		{`vars.desird == 4`, `1:6: unknown variable vars.desird; did you mean "vars.desired"?`},
		{`vars["desird"] == 4`, `1:5: unknown variable vars.desird; did you mean "vars.desired"?`},
		{`vars[minute] == 4`, `1:5: a variable is written vars.name`},
		{`vars.many == 4`, `1:6: vars.many is neither a whole number nor text nor true or false`},
		{`vars == 4`, `1:1: vars is no value of its own; write vars.name`},
		{`Groups == 4`, `1:1: unknown name Groups; did you mean "groups"?`},
		{`Hidden == 4`, `1:1: unknown name Hidden`},
		{`Internal == 4`, `1:1: unknown name Internal`},
		{`all(groups, .Name == "a")`, `1:14: a group has no field Name; did you mean "name"?`},
		{`all(groups, .rules.port == 1)`, `1:20: a list has no fields`},
		{`title.length > 3`, `1:7: text has no fields`},
		{`target_group("web-tg") == 4`, `1:24: == does not fit a target group and a whole number`},
		{`target_group("a") == target_group("b")`, `1:19: == cannot compare a target group with a target group`},
		{`minute == "12"`, `1:8: == does not fit a whole number and text`},
		{`minute < title`, `1:8: < does not fit a whole number and text`},
		{`quiet < true`, `1:7: < does not fit true or false and true or false`},
		{`not minute`, `1:1: not does not fit a whole number`},
		{`minute and quiet`, `1:8: and does not fit a whole number and true or false`},
		{`target_group(4).healthy == 1`, `1:14: target_group takes text, not a whole number`},
		{`target_group().healthy == 1`, `1:1: not enough arguments to call target_group`},
		{`target_group("a", "b").healthy == 1`, `1:1: too many arguments to call target_group`},
		{`target_group == 1`, `1:14: == does not fit a function and a whole number`},
		{`groups[0].rules[target_group].open`, `1:17: an element of a list is chosen by a whole number, not by a function`},
		{`groups["a"].name == "a"`, `1:7: a list has no fields`},
		{`title("x") == 1`, `1:1: text cannot be called`},
		{`title[0] == "H"`, `1:6: text has no elements`},
		{`minute[1:2] == 1`, `1:7: a whole number has no parts`},
		{`names["a":] == names`, `1:7: a part of a list is chosen by whole numbers, not by text`},
		{`len(minute) == 1`, `1:1: len does not take a whole number`},
		{`first(names, 1) == 1`, `1:1: 1 argument is needed, not 2`},
		{`first(minute) == 1`, `1:1: a whole number has no elements`},
		{`upper(minute) == "A"`, `1:7: upper takes text, not a whole number`},
		{`[target_group] == [1]`, `1:2: a list in an expression holds text, whole numbers, or true and false; not a function`},
		{`all(minute, # > 1)`, `1:5: all runs through a list, not a whole number`},
		{`all(names, len(#))`, `1:12: the condition gives a whole number; expected true or false`},
		{`minute in names`, `1:8: in cannot find a whole number in a list of text`},
		{`"web" in title`, `1:7: in does not fit text and text`},
		{`"name" in groups[0]`, `1:8: in looks into a list, not into a group`},
		{`names == [1]`, `1:7: == cannot be compared: the lists hold different kinds`},
		{`groups == groups`, `1:8: only lists of text, whole numbers, or true and false can be compared`},
		{`["a", 1] == names`, `1:7: element 2 of the list is a whole number; the first is text`},
		{`[[1]] == [[1]]`, `1:2: a list in an expression holds text, whole numbers, or true and false; not a list`},
		{`len(map(groups, .rules)) == 1`, `1:18: map cannot give a list of lists`},
		{`sum(names) == "a"`, `1:1: sum needs a list of whole numbers`},
		{`sum(names, #) == "a"`, `1:1: sum needs whole numbers, not text`},
		{`max(names) == 1`, `1:1: max needs a list of whole numbers`},
		{`max() == 1`, `1:1: max needs whole numbers`},
		{`max == 1`, `1:1: max is a function and needs its arguments in parentheses`},
		{`div(groups, 2) == 1`, `1:5: div takes a whole number, not a list`},
		{`div(1) == 1`, `1:1: not enough arguments to call div`},
		{`div(1, "a") == 1`, `1:8: div takes a whole number, not text`},
		{`div == 1`, `1:1: div is a function and needs its arguments in parentheses`},
		{`min(1, "a") == 1`, `1:1: min needs whole numbers, not text`},
		{`count(names) == 1`, `1:1: count needs a condition, as in count(list, .field > 0)`},
		{`(quiet ? 1 : "a") == 1`, `1:2: one way gives a whole number and the other text`},
		// what the expression gives
		{`minute`, `1:1: the expression gives a whole number; expected true or false`},
		{`groups`, `1:1: the expression gives a list; expected true or false`},
		{`groups[0]`, `1:1: the expression gives a group; expected true or false`},
		// what the language leaves out
		{`minute / 2 == 6`, `1:8: / cannot be used: there are no fractions; multiply the other side, or round down with div(a, b)`},
		{`minute ** 2 == 6`, `1:8: ** cannot be used: there are no powers`},
		{`minute ^ 2 == 6`, `1:8: ^ cannot be used: there are no powers`},
		{`minute in 1..20`, `1:12: .. cannot be used: there are no ranges`},
		{`minute > 1.5`, `1:10: there are no fractions; use whole numbers`},
		{`title + "x" == "y"`, `1:7: + needs whole numbers, not text`},
		{`(title ?? "x") == "y"`, `1:8: ?? cannot be used: no value is ever missing: a look-up that finds nothing fails`},
		{`groups[0]?.name == "y"`, `1:12: no value is ever missing; use . in place of ?.`},
		{`title == nil`, `1:10: there is no nil: a look-up that finds nothing fails`},
		{`let x = 1; x == 1`, `1:5: there is no let`},
		{`quiet; quiet`, `1:1: there is one expression, without ";"`},
		{`{"a": 1}.a == 1`, `1:1: there are no tables in expressions`},
		{`b"a" == b"a"`, `1:1: there are no bytes; use text`},
		{`title matches title`, `1:7: matches needs a pattern in quotes on its right`},
		{`title matches "["`, "1:7: error parsing regexp: missing closing ]: `[`"},
		{`1 < minute < 20`, `1:5: comparisons cannot be chained; join two of them with and`},
		{`groups[0].String() == "a"`, `1:11: only functions of the view can be called, by their name`},
		{`groups[0].String == "a"`, `1:11: a group has no field String`},
		{`$env.quiet`, `1:1: unknown name $env`},
		{`now() == now()`, `1:1: the function now is not available`},
		{`len(keys(groups)) == 1`, `1:5: the function keys is not available`},
		{`reduce(names, #) == 1`, `1:1: the function reduce is not available`},
		{`repeat("x", 1000000) == ""`, `1:1: the function repeat is not available`},
		{`::now() == 1`, `1:3: the function now is not available`},
		// what costs too much
		{`all(groups, all(.rules, all(.ports, # > 1)))`, `1:37: conditions over lists nest at most 2 deep`},
		{`all(groups, all(.rules, .source in names))`, `1:33: in runs through a list, inside 2 conditions over lists; at most 2 nest`},
		{`all(groups, all(.rules, sum(.ports) > 1))`, `1:25: sum runs through a list, inside 2 conditions over lists; at most 2 nest`},
		{`all(groups, all(.rules, .ports == [1]))`, `1:32: == runs through a list, inside 2 conditions over lists; at most 2 nest`},
		{`quiet` + strings.Repeat(` and quiet`, 300), `1:`},
		{strings.Repeat(`(`, 5000), `1:1: the expression has 5000 bytes; at most 4096 are read`},
		// syntax
		{``, `1:1: the expression is empty`},
		{" \n", `1:1: the expression is empty`},
		{`minute ==`, `1:9: the expression ends too early`},
		{`minute = 4`, `1:8: = stands alone; to compare, write ==`},
		{`minute == 4)`, `1:12: unexpected )`},
		{`title == "web`, `1:14: literal not terminated`},
		{"all(admitted(\"prod\"),\n  .sorce == \"sg-alb\"\n)", `2:4: a rule has no field sorce; did you mean "source"?`},
		{"quiet\n  and ü == 1", `2:7: unknown name ü`},
		{"title == \"ü\" and\n minute == vars.desird", `2:17: unknown variable vars.desird; did you mean "vars.desired"?`},
		// two mistakes: the first in the text
		{`minute / 2 == helthy`, `1:8: / cannot be used: there are no fractions; multiply the other side, or round down with div(a, b)`},
		{`helthy == minute / 2`, `1:1: unknown name helthy`},
	}
	for _, tt := range tests {
		_, err := Compile(tt.text, fakeView{}, Bool, Vars(someVars))
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: accepted, or not an *Error: %v", tt.text, err)
			continue
		}
		if got := e.Error(); got != tt.want && (tt.want != `1:` || !strings.HasPrefix(got, tt.want)) {
			t.Errorf("%s\n got  %s\n want %s", tt.text, got, tt.want)
		}
	}
	if _, err := Compile("true", 7, Bool); err == nil {
		t.Error("a view that is no struct is accepted")
	}
	if _, err := Compile("vars.x == 1", &fakeView{}, Bool); err == nil || err.Error() != "1:6: unknown variable vars.x" {
		t.Errorf("without variables: %v", err)
	}
	if _, err := Compile(`minute`, &fakeView{}, Text); err == nil || err.Error() != "1:1: the expression gives a whole number; expected text" {
		t.Errorf("another kind: %v", err)
	}
}

// A tree that the parser shares between the halves of chained comparisons would
// take time exponential in its depth if the library saw it.
func TestChainsEndAtOnce(t *testing.T) {
	text := strings.Repeat("1 < (", 40) + "1" + strings.Repeat(") < 2", 40)
	if _, err := Compile(text, fakeView{}, Bool); err == nil || !strings.Contains(err.Error(), "chained") {
		t.Errorf("got %v", err)
	}
}

func TestRunFails(t *testing.T) {
	tests := []struct{ text, want string }{
		{`target_group("db-tg").healthy == 4`, `there is no target group "db-tg"`},
		{`quiet and all(admitted("test"), .open)`, `there is no cluster "test"`},
		{`names[7] == "x"`, `there is no element 7 in a list of 2`},
		{`first(filter(names, # == "x")) == "x"`, `there is no element 0 in a list of 0`},
		{`min(map(filter(names, # == "x"), len(#))) == 0`, `min of an empty list`},
		{`div(1, minute - minute) == 0`, `div by 0`},
		{`minute % (minute - 12) == 0`, `runtime error: integer divide by zero`},
	}
	for _, tt := range tests {
		got, err := compile(t, tt.text, Bool).Bool(fake())
		if got || err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, %v; want the error %s", tt.text, got, err, tt.want)
		}
	}
	if _, err := compile(t, `broken() == 1`, Bool).Bool(fake()); err != errBroken {
		t.Errorf("an error of the view comes back as %#v", err)
	}
	long := fake()
	long.Names = make([]string, memoryMax+1)
	if _, err := compile(t, `len(filter(names, true)) > 1`, Bool).Bool(long); err == nil || err.Error() != "the lists are too long for this expression" {
		t.Errorf("beyond the memory budget: %v", err)
	}
	if _, err := compile(t, `quiet`, Bool).Bool(7); err == nil || !strings.Contains(err.Error(), "is given int") {
		t.Errorf("another view: %v", err)
	}
	if _, err := compile(t, `minute`, Int).Bool(fake()); err == nil {
		t.Error("a number passes for a truth value")
	}
	if got, err := compile(t, `quiet or broken() == 1`, Bool).Bool(fake()); !got || err != nil {
		t.Errorf("or looks at its right side although the left decided: %v, %v", got, err)
	}
}

func TestCalls(t *testing.T) {
	p := compile(t, "target_group(\"web-tg\").healthy > tasks(\"web\", 2) and\n  any(admitted('prod'), .source == target_group(vars.name).name) and tasks(title, 1) + broken() > 0", Bool)
	want := []Call{
		{"target_group", "web-tg", 1, 14},
		{"tasks", "web", 1, 40},
		{"admitted", "prod", 2, 16},
		{"target_group", "web-tg", 2, 49},
	}
	if diff := cmp.Diff(want, p.Calls()); diff != "" {
		t.Error(diff)
	}
}

func TestGoroutines(t *testing.T) {
	p := compile(t, `count(admitted("prod"), .source == "sg-alb") == 2 and target_group("web-tg").healthy == 0`, Bool)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			view := fake()
			for range 200 {
				if got, err := p.Bool(view); !got || err != nil {
					t.Errorf("%v, %v", got, err)
					return
				}
			}
			if p.Explain(view) == "" {
				t.Error("nothing explained")
			}
		})
	}
	wg.Wait()
}

// FuzzCompile: no text makes the compiler or a run panic, and each of them ends.
func FuzzCompile(f *testing.F) {
	f.Add(`target_group("web-tg").healthy == vars.desired and all(admitted("prod"), .source == "sg-alb")`)
	f.Add(`count(filter(groups, any(.rules, .port in [80, 443])), len(.name) > 0) == max(1, 2)`)
	f.Add(`names | map(upper(#)) | first() matches "^[A-Z]{2,}$" ? minute % 7 : -1`)
	f.Add("names | first() matches \"^[Ama\r\x00,}$\"")
	f.Add(`1 < (1 < 2 < 3) < 4 || {"a": [..]}?.b ?? let x = $env; x.y ** 1e3`)
	view := fake()
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Compile(text, fakeView{}, Any, Vars(someVars))
		if err != nil {
			var e *Error
			if !errors.As(err, &e) || e.Line < 1 || e.Col < 1 || e.Msg == "" || strings.Contains(e.Msg, "\n") {
				t.Fatalf("a mistake without a place or a text: %#v", err)
			}
			return
		}
		p.Value(view)
		p.Explain(view)
		p.Calls()
	})
}

func BenchmarkGoal(b *testing.B) {
	view := fake()
	for _, text := range []string{
		`target_group("web-tg").healthy == vars.desired`,
		`all(admitted("prod"), .source == "sg-alb")`,
		`minute > 10 and quiet`,
	} {
		p := compile(b, text, Bool)
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.Bool(view); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		compile(b, `target_group("web-tg").healthy == vars.desired`, Bool)
	}
}

// TestFailing tells of the parts joined with and those that do not hold.
func TestFailing(t *testing.T) {
	for text, want := range map[string]string{
		`vars.desired == 4 and vars.desired == 5`:                    "vars.desired = 4",
		`vars.desired == 5 and not (vars.desired == 4)`:              "vars.desired = 4",
		`vars.desired < 4 and len([1, 2]) == 2 and vars.desired > 9`: "vars.desired = 4",
		`vars.desired == 5 or vars.desired == 6`:                     "vars.desired = 4",
	} {
		p, err := Compile(text, fakeView{}, Bool, Vars(map[string]any{"desired": 4}))
		if err != nil {
			t.Fatal(text, err)
		}
		if got := p.Failing(fakeView{}); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestProgressToNone: what should be 0 is not told as "of 0".
func TestProgressToNone(t *testing.T) {
	p, err := Compile(`vars.desired == 0`, fakeView{}, Bool, Vars(map[string]any{"desired": 4}))
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Progress(fakeView{}); got != "4, should be none" {
		t.Error(got)
	}
}
