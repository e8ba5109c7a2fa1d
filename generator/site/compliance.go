package site

import (
	"cmp"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Proof is how far something that must be complied with is proven. The most urgent is least.
type Proof int

// The states of proof.
const (
	Expired  Proof = iota // its last day is over
	Unproven              // not said to be kept, or without evidence or owner
	Ending                // to be renewed within ProofDays
	Proven
	Exempt // it does not apply here: nothing is owed
)

// ProofDays is from how many days before its end a proof is to be renewed, if site.toml says nothing else.
const ProofDays = 30

// UseProofDays takes in how many days site.toml says. Like UseDay it belongs to the making of Data.
func (d *Data) UseProofDays(days int) { d.proofDays = days }

// ProofDays is from how many days before its end a proof is to be renewed.
func (d *Data) ProofDays() int { return cmp.Or(d.proofDays, ProofDays) }

// EndsSoon tells whether what a row says has its last day within ProofDays.
func (d *Data) EndsSoon(set *kb.Dataset, row int) bool {
	until := set.Cell(row, kb.FieldValidUntil).Date()
	return until != "" && until >= d.today && until.Sub(d.today) <= d.ProofDays()
}

// Proof is the state of a row of a list of compliance items. Nothing counts as
// proven that is not said to be kept, or lacks evidence or an owner.
func (d *Data) Proof(set *kb.Dataset, row int) Proof {
	said := func(field string) string { return strings.TrimSpace(set.Cell(row, field).String()) }
	until, status := set.Cell(row, kb.FieldValidUntil).Date(), set.Cell(row, kb.FieldStatus)
	kept := set.Col(kb.FieldStatus) < 0 || status.Text == kb.StatusDone || vocab.Complies(status.String())
	switch {
	case vocab.Exempt(status.Text, status.String()):
		return Exempt
	case until != "" && until < d.today:
		return Expired
	case !kept, said(kb.FieldEvidence) == "" || said(kb.FieldOwner) == "":
		return Unproven
	case d.EndsSoon(set, row):
		return Ending
	}
	return Proven
}
