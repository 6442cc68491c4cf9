package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"drydock/engine"
	"drydock/scenarios/lang"
	"drydock/scenarios/source"
)

// Scenario is a scenario file that was read without a mistake, or a bare world
// when it has no goals.
type Scenario struct {
	ID         string
	Rev        int64
	Title      string
	Objectives []string
	Exams      []string
	Difficulty int64 // 1 to 5
	Minutes    int64
	Brief      string // Markdown; variables are filled in per attempt
	Debrief    string

	Vars   []Var
	World  World
	Faults []Fault
	Play   Play
	Goals  []GoalSpec
	Hints  []HintSpec
	Turns  []Turn // solutions, then wrong turns

	Choices []Choice
	Trials  []Trial
	Steps   []Step

	Path string // the file, as the author knows it
	// fromFile: Path is a file of the machine; the id alone does not find it.
	fromFile bool
	compiled *compiled
	file     *source.File
	files    files // of its pack
	digest   string
	sources  []*worldFile
}

// compiled keeps the expressions of a scenario by the values of its variables,
// which are constants in them: a thousand attempts compile once.
type compiled struct {
	mu     sync.Mutex
	byVars map[string]*expressions
}

// expressions are a scenario's goals and hints for one draw of its variables.
type expressions struct {
	goals []*lang.Program
	hints []*lang.Program // nil for a hint that always fits
}

// expressions returns the scenario's expressions with the variables given.
func (s *Scenario) expressions(vars map[string]any) (*expressions, error) {
	s.compiled.mu.Lock()
	defer s.compiled.mu.Unlock()
	key := fmt.Sprint(vars) // fmt prints a map in the order of its keys
	if e, ok := s.compiled.byVars[key]; ok {
		return e, nil
	}
	e := &expressions{}
	for _, g := range s.Goals {
		p, err := recompile(g.check, vars)
		if err != nil {
			return nil, fmt.Errorf("goal %s: %w", g.ID, err)
		}
		e.goals = append(e.goals, p)
	}
	for i, h := range s.Hints {
		p, err := recompile(h.when, vars)
		if err != nil {
			return nil, fmt.Errorf("hint %d: %w", i+1, err)
		}
		e.hints = append(e.hints, p)
	}
	s.compiled.byVars[key] = e
	return e, nil
}

// recompile compiles an expression with an attempt's own variables.
func recompile(p *lang.Program, vars map[string]any) (*lang.Program, error) {
	if p == nil {
		return nil, nil
	}
	return lang.Compile(p.String(), &View{}, lang.Bool, lang.Vars(vars))
}

// Var is a variable with the values from which an attempt's seed draws one.
type Var struct {
	Name   string
	Values []any
}

// World says how the world begins.
type World struct {
	Start  time.Time
	Settle time.Duration
	Before []string // lines played when it has settled, before play begins
}

// Fault is something that goes wrong by itself.
type Fault struct {
	At       time.Duration
	Submit   bool // At counts from the submission, not from the start of play
	Kind     string
	Service  string        // of task-crashes
	Cluster  string        // of ports-move-on
	Port     int64         // of ports-move-on
	Instance string        // of instance-fails and agent-disconnects
	For      time.Duration // of agent-disconnects and spot-reclaimed; 0 for as long as the instance runs, or no time
}

// lasts is how long a fault lasts, in milliseconds; nil when it does not say.
func (f *Fault) lasts() *int64 {
	if f.For == 0 {
		return nil
	}
	ms := f.For.Milliseconds()
	return &ms
}

// Play says what the learner may do.
type Play struct {
	As      engine.Principal
	Horizon time.Duration // how long the world runs after the submission
	Par     int64         // moves of a clean solution
	Moves   []string      // operations offered as forms
}

// When says at which instants a goal's check counts.
type When int

const (
	// AtEnd: at the horizon.
	AtEnd When = iota
	// Always: at every instant from the first move to the horizon.
	Always
	// Ever: at some instant from the first move to the horizon.
	Ever
	// By: at some instant up to a time after the start of play.
	By
)

// GoalSpec is a goal as the file declares it.
type GoalSpec struct {
	ID     string
	Text   string
	Points int64
	When   When
	By     time.Duration
	Bonus  bool
	check  *lang.Program
}

// HintSpec is a hint as the file declares it.
type HintSpec struct {
	Cost int64
	Text string
	when *lang.Program // nil: always
}

// Turn is a solution, or a wrong turn that people take.
type Turn struct {
	Title string
	Do    []string
	Wrong bool
	Fails []string // of a wrong turn: exactly the goals that it leaves unmet
	Why   string   // of a wrong turn: what is wrong with it
}

// Step is one step of a tour: what the screen says until the learner has done
// something.
type Step struct {
	Text  string
	Until string // one of Doings
}

// Doings are what a learner can do on the play screen, as the steps of a tour
// name it.
func Doings() []string {
	return []string{"close-ticket", "select", "why", "inspect", "event", "move", "run", "pause", "look-back", "return", "fork", "path", "undo", "hint", "submit"}
}

// Solutions returns the solutions, in the order of the file.
func (s *Scenario) Solutions() []Turn { return s.turns(false) }

// WrongTurns returns the wrong turns, in the order of the file.
func (s *Scenario) WrongTurns() []Turn { return s.turns(true) }

func (s *Scenario) turns(wrong bool) []Turn {
	var out []Turn
	for _, t := range s.Turns {
		if t.Wrong == wrong {
			out = append(out, t)
		}
	}
	return out
}

// With returns the scenario with the values of its variables filled into its
// title, brief and debrief.
func (s *Scenario) With(vars map[string]any) *Scenario {
	filled := *s
	for _, text := range []*string{&filled.Title, &filled.Brief, &filled.Debrief} {
		*text = fillText(*text, vars)
	}
	return &filled
}

// Questions returns the file and the [[question]] tables in it, unread: their
// format belongs to the package quizzes. Table i stands at source.Item("question", i).
func (s *Scenario) Questions() (*source.File, []map[string]any) {
	list, _ := s.file.Tree["question"].([]any)
	out := make([]map[string]any, 0, len(list))
	for _, q := range list {
		table, _ := q.(map[string]any)
		out = append(out, table)
	}
	return s.file, out
}

// Points is the sum that the goals can give, bonuses left out.
func (s *Scenario) Points() int64 {
	var sum int64
	for _, g := range s.Goals {
		if !g.Bonus {
			sum += g.Points
		}
	}
	return sum
}

// Digest names the content of the scenario and of every file that it refers
// to: equal digests play the same way under the same engine version.
func (s *Scenario) Digest() string { return s.digest }

func digestOf(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		sum := sha256.Sum256(p)
		h.Write(sum[:])
	}
	return hex.EncodeToString(h.Sum(nil))
}
