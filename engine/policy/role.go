package policy

import (
	"fmt"
	"strings"
)

// Limits of AssumeRole, in seconds. API Reference of AWS STS, AssumeRole.
const (
	MinSession     = 900
	DefaultSession = 3600
	MaxSession     = 43200 // a role's own maximum lies between DefaultSession and this
	MaxChained     = 3600  // of a session that a session of a role asks for
)

// SessionSeconds is how long a session of a role lasts. asked is what the call
// asks for, 0 for nothing; most is the role's own maximum; chained is true when the
// caller is itself a session of a role. The words of the refusals are Drydock's.
func SessionSeconds(asked, most int64, chained bool) (int64, error) {
	switch {
	case asked == 0:
		return DefaultSession, nil
	case asked < MinSession:
		return 0, fmt.Errorf("a session lasts at least %d seconds; asked for %d", MinSession, asked)
	case chained && asked > MaxChained:
		return 0, fmt.Errorf("a session that another session asks for lasts at most %d seconds; asked for %d", MaxChained, asked)
	case asked > most:
		return 0, fmt.Errorf("a session of this role lasts at most %d seconds; asked for %d", most, asked)
	}
	return asked, nil
}

// RoleSession is the principal that AssumeRole makes: a session of a role. Its ARN
// drops the role's path.
func RoleSession(roleARN, name string) (Principal, error) {
	a, err := ParseARN(roleARN)
	if err != nil {
		return Principal{}, err
	}
	if !isIdentity(roleARN) || !strings.HasPrefix(a.Resource, "role/") {
		return Principal{}, fmt.Errorf("%s is no role", short(roleARN))
	}
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+=,.@-"
	if len(name) < 2 || len(name) > 64 || strings.Trim(name, allowed) != "" {
		return Principal{}, fmt.Errorf("the name of a session has 2 to 64 letters, digits or _+=,.@-; found %s", short(name))
	}
	role := a.Resource[strings.LastIndexByte(a.Resource, '/')+1:]
	p, err := ParsePrincipal("arn:" + a.Partition + ":sts::" + a.Account + ":assumed-role/" + role + "/" + name)
	return p.ForRole(roleARN), err
}

// PassRole is the request by which a service asks whether a caller may hand it a
// role. There is no such call of AWS's: the permission is checked inside the call
// that names the role. context is that of the call. A role of another account
// cannot be passed.
//
// See "Grant a user permissions to pass a role to an AWS service" in the IAM User
// Guide.
func PassRole(who Principal, roleARN, service string, context Context) (Request, error) {
	a, err := ParseARN(roleARN)
	switch {
	case err != nil:
		return Request{}, err
	case !isIdentity(roleARN) || !strings.HasPrefix(a.Resource, "role/"):
		return Request{}, fmt.Errorf("%s is no role", short(roleARN))
	case a.Account != who.account:
		return Request{}, fmt.Errorf("a role of another account cannot be passed to a service: %s", short(roleARN))
	}
	with := context.Clone()
	with.Set("iam:PassedToService", service)
	return Request{Principal: who, Action: "iam:PassRole", Resource: roleARN, Context: with}, nil
}
