package engine

import (
	"drydock/engine/api"
)

// An instance has one instance profile at most, and an association says so: it is
// made when the instance begins to have one, and goes with it.
//
// See "Attach an IAM role to an instance" in the Amazon EC2 User Guide.

// associate gives an instance a profile, or another one, under a new association.
func (w *World) associate(i *instance, arn string) *profileAssociation {
	i.Profile = arn
	a := &profileAssociation{ID: w.id("iip-assoc"), Instance: i.ID, Since: w.s.Now}
	w.s.Associations.Put(i.ID, a)
	return a
}

// association is that of an instance; nil for one without a profile. An instance
// that was launched with a profile has one whose id follows from the instance's.
func (w *World) association(i *instance) *profileAssociation {
	switch a := w.s.Associations.Get(i.ID); {
	case i.Profile == "" || i.State == "terminated":
		return nil
	case a != nil:
		return a
	}
	ids := historyStream("profile", i.ID)
	return &profileAssociation{ID: "iip-assoc-0" + ids.Hex(16), Instance: i.ID, Since: i.Launched}
}

func (w *World) associationView(a *profileAssociation, arn, state string) *api.IamInstanceProfileAssociation {
	return &api.IamInstanceProfileAssociation{AssociationId: a.ID, InstanceId: a.Instance, IamInstanceProfile: w.profileTold(arn), State: state, Timestamp: w.stamp(a.Since)}
}

// profileTold is an instance profile as EC2 tells it: with its id while it is there.
func (w *World) profileTold(arn string) *api.IamInstanceProfile {
	out := &api.IamInstanceProfile{Arn: arn}
	if p := w.profile(arn); p != nil {
		out.Id = p.ID
	}
	return out
}

// withAssociation finds an instance by the id of its association.
func (w *World) withAssociation(id string) (*instance, *api.Error) {
	for i := range w.s.Instances.All() {
		if a := w.association(i); a != nil && a.ID == id {
			return i, nil
		}
	}
	return nil, api.Refuse("NoSuchAssociation", "The association ID '%s' does not exist", id)
}

func (w *World) associateProfile(c *call, in *api.AssociateIamInstanceProfileInput) (*api.AssociateIamInstanceProfileOutput, *api.Error) {
	i := w.s.Instances.Get(in.InstanceId)
	switch {
	case i == nil:
		return nil, noInstance(in.InstanceId)
	case in.IamInstanceProfile == nil:
		return nil, api.Refuse("MissingParameter", "The request must contain the parameter IamInstanceProfile")
	}
	p, err := w.profileOf(in.IamInstanceProfile)
	if err != nil {
		return nil, err
	}
	switch {
	case i.State != "running" && i.State != "stopped" && i.State != "pending":
		return nil, api.Refuse("IncorrectInstanceState", "The instance '%s' is not in a state that allows this.", i.ID).Ours()
	case i.Profile != "":
		return nil, api.Refuse("IncorrectState", "There is an existing association for instance %s", i.ID)
	}
	a := w.associate(i, p.ARN)
	w.changed(c, w.shown(i.ID)+" has the instance profile "+p.Name, i.ID, p.ARN)
	return &api.AssociateIamInstanceProfileOutput{IamInstanceProfileAssociation: w.associationView(a, p.ARN, "associating")}, nil
}

func (w *World) disassociateProfile(c *call, in *api.DisassociateIamInstanceProfileInput) (*api.DisassociateIamInstanceProfileOutput, *api.Error) {
	i, err := w.withAssociation(in.AssociationId)
	if err != nil {
		return nil, err
	}
	out := w.associationView(w.association(i), i.Profile, "disassociating")
	w.s.Associations.Drop(i.ID)
	i.Profile = ""
	w.changed(c, w.shown(i.ID)+" has no instance profile any more", i.ID)
	return &api.DisassociateIamInstanceProfileOutput{IamInstanceProfileAssociation: out}, nil
}

func (w *World) replaceProfile(c *call, in *api.ReplaceIamInstanceProfileAssociationInput) (*api.ReplaceIamInstanceProfileAssociationOutput, *api.Error) {
	i, err := w.withAssociation(in.AssociationId)
	if err != nil {
		return nil, err
	}
	if in.IamInstanceProfile == nil {
		return nil, api.Refuse("MissingParameter", "The request must contain the parameter IamInstanceProfile")
	}
	p, err := w.profileOf(in.IamInstanceProfile)
	if err != nil {
		return nil, err
	}
	a := w.associate(i, p.ARN)
	w.changed(c, w.shown(i.ID)+" has the instance profile "+p.Name, i.ID, p.ARN)
	return &api.ReplaceIamInstanceProfileAssociationOutput{IamInstanceProfileAssociation: w.associationView(a, p.ARN, "associating")}, nil
}

// describeProfiles shows what is associated. AWS takes a moment from associating to
// associated, here there is none (engine's choice).
func (w *World) describeProfiles(_ *call, in *api.DescribeIamInstanceProfileAssociationsInput) (*api.DescribeIamInstanceProfileAssociationsOutput, *api.Error) {
	out := &api.DescribeIamInstanceProfileAssociationsOutput{IamInstanceProfileAssociations: []api.IamInstanceProfileAssociation{}}
	wanted := map[string]bool{}
	for _, id := range in.AssociationIds {
		if _, err := w.withAssociation(id); err != nil {
			return nil, err
		}
		wanted[id] = true
	}
	for i := range w.s.Instances.All() {
		a := w.association(i)
		if a == nil || len(wanted) > 0 && !wanted[a.ID] {
			continue
		}
		match, err := w.filter(in.Filters, map[string][]string{"instance-id": {i.ID}, "state": {"associated"}})
		if err != nil {
			return nil, err
		}
		if match {
			out.IamInstanceProfileAssociations = append(out.IamInstanceProfileAssociations, *w.associationView(a, i.Profile, "associated"))
		}
	}
	return out, nil
}
