package engine

import (
	"maps"
	"time"

	"drydock/engine/api"
	"drydock/engine/cql"
	"drydock/engine/sim"
	"drydock/engine/trace"
)

// Version names the behaviour of the engine. It goes up when the same inputs
// would give another world, so that an attempt kept from before is reported
// and not silently replayed.
const Version = "6"

// Config is what a world is made from.
type Config struct {
	Seed    uint64
	Chance  *uint64   // seed of the streams chance and placement; Seed when nil
	Start   time.Time // the instant 0 of the virtual clock
	Account string    // "123456789012" when empty
	Region  string    // api.HomeRegion when empty
	Delays  Delays    // DefaultDelays when zero
	Tracing bool      // keep the trace of every decision; changes no hash
}

// World is a simulated AWS account in one Region. It is not safe for use from
// several goroutines at once.
type World struct {
	cfg     Config
	s       *state
	log     []Event
	traces  []trace.Trace
	changes uint64
	// digest is of the first digested events of the log.
	digest   string
	digested int
	ways     map[int64][]trace.Step // by registration: the way of a check that is under way
	net      networkRead
	read     map[string]cql.Expr // expressions that were read already
	quiet    map[string]moment   // by service: when a pass last found nothing to do
	order    *tieOrder           // nil before the first placement
	runs     *runs               // nil before the first RunTask
	known    *lookups
	allowed  *permissions
}

// New makes an empty world.
func New(cfg Config) *World {
	if cfg.Account == "" {
		cfg.Account = "123456789012"
	}
	if cfg.Region == "" {
		cfg.Region = api.HomeRegion
	}
	if cfg.Delays == (Delays{}) {
		cfg.Delays = DefaultDelays()
	}
	cfg.Start = cfg.Start.UTC()
	chance := cfg.Seed
	if cfg.Chance != nil {
		chance = *cfg.Chance
	}
	w := &World{cfg: cfg, ways: map[int64][]trace.Step{}, known: newLookups(), allowed: newPermissions(), s: &state{
		IDs:      sim.NewStream(cfg.Seed, "ids"),
		CallIDs:  sim.NewStream(cfg.Seed, "call-ids"),
		Chance:   sim.NewStream(chance, "chance"),
		Draws:    sim.NewStream(chance, "placement"),
		Shown:    map[string]string{},
		Families: map[string]int64{},
	}}
	w.openAccount()
	return w
}

// Region is the Region of the world.
func (w *World) Region() string { return w.cfg.Region }

// Result is the answer to an accepted call.
type Result struct {
	Out     any  // the operation's output struct, by pointer
	Changed bool // whether the call changed the world
	Trace   int  // what World.Trace accepts: why something asked for was not done; 0 for nothing to tell
}

// Call makes one API request as a principal, now. A refused call changes
// nothing and returns an *api.Error. in is a pointer to the operation's input
// struct; aliases in it are understood wherever an id, a name or an ARN is, and
// it is not changed.
func (w *World) Call(as Principal, op string, in any) (*Result, *api.Error) {
	o, ok := api.Find(op)
	h := handlers[op]
	if !ok || h == nil {
		return nil, refused(op, api.Refuse("InvalidAction", "The action %s is not valid for this web service.", op))
	}
	in = w.resolve(o, in)
	if err := w.authorise(as, o, in); err != nil {
		return nil, refused(o.Name, err)
	}
	if err := api.CheckEnums(o, in); err != nil {
		return nil, refused(o.Name, err)
	}
	if err := api.CheckLimits(o, in); err != nil {
		return nil, refused(o.Name, err)
	}
	before := w.changes
	if as != Scenario {
		// What the learner makes has the same id whatever else happens in the
		// world, so that a recorded line still names it under other faults.
		w.s.IDs, w.s.CallIDs = w.s.CallIDs, w.s.IDs
		defer func() { w.s.IDs, w.s.CallIDs = w.s.CallIDs, w.s.IDs }()
	}
	c := &call{as: as, op: o}
	out, err := h(w, c, in)
	if err != nil {
		return nil, refused(o.Name, err)
	}
	return &Result{Out: out, Changed: w.changes != before, Trace: c.trace}, nil
}

func refused(op string, err *api.Error) *api.Error {
	err.Op = op
	return err
}

// call is one request on its way through a handler.
type call struct {
	as    Principal
	op    *api.Operation
	trace int // of what the answer tells as a failure
}

// Advance lets virtual time pass and does what falls due meanwhile. Fractions
// of a millisecond are dropped; for whole milliseconds Advance(a) then Advance(b)
// equals Advance(a+b).
func (w *World) Advance(d time.Duration) {
	for until := w.s.Now.Add(d); w.Step(until); {
	}
}

// Step does all the work of the next instant at which something is due, if
// that is not after until, and returns true. Otherwise it moves the clock to
// until and returns false.
func (w *World) Step(until sim.Time) bool {
	due := w.s.Queue.Due()
	if due > until {
		w.s.Now = max(w.s.Now, until)
		return false
	}
	w.s.Now = due
	for w.s.Queue.Due() == due {
		work := w.s.Queue.Pop()
		works[work.Kind](w, work)
	}
	return true
}

// after puts work into the queue.
func (w *World) after(d time.Duration, kind string, n int64, ids ...string) {
	w.s.Queue.Add(w.s.Now.Add(max(d, 0)), kind, n, ids...)
}

// Now returns the virtual clock.
func (w *World) Now() sim.Time { return w.s.Now }

// Time returns the virtual clock as a UTC time.
func (w *World) Time() time.Time { return w.TimeOf(w.s.Now) }

// Changes counts the changes of state so far, those of which goals and screens
// see something: equal counts of one world mean that no goal has changed in
// between. Counts of health check results, which Why shows, are not among them.
func (w *World) Changes() uint64 { return w.changes }

// Fork returns an independent copy of the world as it is now. It shares the
// log's past and costs time in proportion to the number of things in the
// world.
func (w *World) Fork() *World {
	f := *w
	f.s = sim.Clone(w.s)
	f.log = w.log[:len(w.log):len(w.log)]
	f.traces = w.traces[:len(w.traces):len(w.traces)]
	f.ways = maps.Clone(w.ways)
	f.net, f.read, f.quiet, f.order, f.runs, f.known = networkRead{}, nil, nil, nil, nil, newLookups()
	f.allowed = newPermissions()
	return &f
}

// Hash digests state, pending work, generators and log, in hexadecimal. Traces
// do not count.
func (w *World) Hash() string { return sim.Digest(Version, w.s, w.logDigest()) }
