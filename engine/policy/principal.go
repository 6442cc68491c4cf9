package policy

import (
	"fmt"
	"strings"
)

// PrincipalType is what a caller is, spelled as aws:PrincipalType spells it.
type PrincipalType string

// The types of callers. The last two have no value of aws:PrincipalType.
const (
	Anonymous     PrincipalType = "Anonymous"
	Root          PrincipalType = "Account"
	User          PrincipalType = "User"
	AssumedRole   PrincipalType = "AssumedRole"
	FederatedUser PrincipalType = "FederatedUser"
	Service       PrincipalType = "service"
	WebIdentity   PrincipalType = "web identity"
)

// Principal is who makes a request. The zero value is anonymous.
type Principal struct {
	kind    PrincipalType
	account string
	// arn is the ARN of the user, session or root user; of a service its name,
	// of an identity from outside that of its provider.
	arn string
	// entity is the role of a session, or the user of a federated session.
	entity string
	// unique is the unique id of the user or role: AIDA… or AROA….
	unique    string
	canonical string
}

// ParsePrincipal reads who makes a request: the ARN of a user, of a root user, of
// a session of a role, of a federated user or of an identity provider, or the name
// of a service. The role of a session is taken to have no path; see ForRole.
func ParsePrincipal(text string) (Principal, error) {
	if isService(text) {
		return Principal{kind: Service, arn: text}, nil
	}
	a, err := ParseARN(text)
	if err != nil {
		return Principal{}, err
	}
	p := Principal{account: a.Account, arn: text}
	kind, name, _ := strings.Cut(a.Resource, "/")
	iam := "arn:" + a.Partition + ":iam::" + a.Account + ":"
	switch {
	case !isAccount(a.Account):
		return Principal{}, fmt.Errorf("%s names no account", short(text))
	case a.Service == "iam" && a.Resource == "root":
		p.kind = Root
	case a.Service == "iam" && kind == "user" && name != "":
		p.kind = User
	case a.Service == "iam" && (kind == "oidc-provider" || kind == "saml-provider") && name != "":
		p.kind, p.account = WebIdentity, ""
	case a.Service == "sts" && kind == "assumed-role" && strings.Count(name, "/") == 1:
		role, _, _ := strings.Cut(name, "/")
		p.kind, p.entity = AssumedRole, iam+"role/"+role
	case a.Service == "sts" && kind == "federated-user" && name != "":
		p.kind = FederatedUser
	case a.Service == "iam" && kind == "role":
		return Principal{}, fmt.Errorf("%s makes no request itself: its sessions do", short(text))
	default:
		return Principal{}, fmt.Errorf("%s is no user, session or service", short(text))
	}
	return p, nil
}

// ForRole is the principal of a session with the ARN of its role, which has the
// path that the session's ARN lacks.
func (p Principal) ForRole(arn string) Principal {
	if p.kind == AssumedRole {
		p.entity = arn
	}
	return p
}

// ForUser is the principal of a federated session with the ARN of the user whose
// keys asked for it.
func (p Principal) ForUser(arn string) Principal {
	if p.kind == FederatedUser {
		p.entity = arn
	}
	return p
}

// WithID is the principal with the unique id of its user or role, which outlives
// no deletion: one of the same name has another.
func (p Principal) WithID(id string) Principal { p.unique = id; return p }

// WithCanonicalUser is the principal with the canonical user id of its account,
// which Amazon S3 knows.
func (p Principal) WithCanonicalUser(id string) Principal { p.canonical = id; return p }

// Type is what the caller is.
func (p Principal) Type() PrincipalType {
	if p.kind == "" {
		return Anonymous
	}
	return p.kind
}

// Account is the caller's account; empty for services, identities from outside and
// anonymous callers.
func (p Principal) Account() string { return p.account }

// PrincipalARN is the value of aws:PrincipalArn: for a session that of its role.
func (p Principal) PrincipalARN() string {
	switch p.kind {
	case AssumedRole:
		return p.entity
	case User, Root, FederatedUser:
		return p.arn
	default:
		return ""
	}
}

func (p Principal) String() string {
	if p.arn == "" {
		return "anonymous"
	}
	return p.arn
}

// lastName is what follows the last slash: the name of a session, of a user.
func (p Principal) lastName() string { return p.arn[strings.LastIndexByte(p.arn, '/')+1:] }

// ServiceLinked reports whether a role, or the role of a session, is linked to a
// service: its path says so. Service control policies and resource control
// policies do not touch it.
//
// See "Create a service-linked role" in the IAM User Guide.
func (p Principal) ServiceLinked() bool { return p.kind == AssumedRole && ServiceLinkedRole(p.entity) }

// ServiceLinkedRole reports whether an ARN is that of a service-linked role.
func ServiceLinkedRole(arn string) bool {
	parts, ok := splitText(arn)
	return ok && parts[2] == "iam" && strings.HasPrefix(parts[5], "role/aws-service-role/")
}

// isService reports whether text is the name of a service as a principal.
func isService(text string) bool {
	name, ok := strings.CutSuffix(strings.TrimSuffix(text, ".cn"), ".amazonaws.com")
	return ok && name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-.") == "" && name[0] != '.'
}

// grant is how directly a Principal element names a caller. In one account the
// grant decides which other policies still have to allow.
type grant int

const (
	noGrant grant = iota
	// accountGrant: the caller's account is named, so the account's own
	// policies decide.
	accountGrant
	// roleGrant: the role of the session, or the user of the federated session,
	// is named.
	roleGrant
	// directGrant: the caller itself is named, or everybody.
	directGrant
)

// party is one entry of a Principal or NotPrincipal element.
type party struct {
	kind partyKind
	text string // an ARN, an account, a name
	id   string // the unique id to which the ARN is bound, if it is
}

type partyKind int

const (
	everybody partyKind = iota
	anAccount
	anEntity // a user, a role or a session, by ARN or unique id
	aService
	aProvider
	aCanonicalUser
)

// grants is how the entry names a caller.
//
// See "AWS JSON policy elements: Principal" in the IAM User Guide.
func (p *party) grants(who *Principal) grant {
	account := func(named bool) grant {
		switch {
		case !named:
			return noGrant
		case who.kind == Root:
			return directGrant
		default:
			return accountGrant
		}
	}
	switch p.kind {
	case everybody:
		return directGrant
	case anAccount:
		return account(who.account != "" && who.account == p.text)
	case aCanonicalUser:
		return account(who.canonical != "" && who.canonical == p.text)
	case aService:
		if who.kind == Service && who.arn == p.text {
			return directGrant
		}
	case aProvider:
		if who.kind == WebIdentity && who.arn == p.text {
			return directGrant
		}
	case anEntity:
		inAccount := who.kind == User || who.kind == AssumedRole || who.kind == FederatedUser
		switch {
		case !inAccount:
		case p.id != "" && p.id != who.unique:
			// The user or role that was meant is gone.
		case who.arn == p.text || who.kind == User && p.id != "":
			return directGrant
		case who.entity != "" && (who.entity == p.text || p.id != ""):
			return roleGrant
		}
	}
	return noGrant
}

// spares reports whether a NotPrincipal element with this entry leaves a caller
// alone. Naming the account alone spares only its root user, as AWS's own example
// of one spared user names both. AWS says that the account of whoever is spared
// should be named as well, and that services differ; that this is not needed is
// engine's choice.
func (p *party) spares(who *Principal) bool {
	return p.grants(who) > accountGrant
}
