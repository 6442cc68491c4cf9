package engine

// Principal is who makes a call from outside: the name of an IAM user, or "role/"
// and the name of a role for a session of it.
type Principal string

const (
	// Administrator is an IAM user that every account has from the start, with
	// the managed policy AdministratorAccess.
	Administrator Principal = "administrator"
	// Scenario is the author of a scenario: nobody asks IAM about it, and it may
	// also use the operations of the service "drydock".
	Scenario Principal = "scenario"
)
