package site

import (
	"cmp"
	"strings"

	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// Proof is the state of a compliance item. The constants are sorted: the most urgent first.
type Proof int

// The states of proof.
const (
	Expired  Proof = iota // its last day is over
	Unproven              // not marked as met, or without evidence or owner
	Ending                // to be renewed within ProofDays
	Proven
	Exempt // it does not apply here
)

// ProofDays is how many days before its last day a proof is to be renewed, if site.toml says nothing else.
const ProofDays = 30

// UseProofDays sets the days of site.toml. Call it before anybody reads, like UseDay.
func (d *Data) UseProofDays(days int) { d.proofDays = days }

// ProofDays is how many days before its last day a proof is to be renewed.
func (d *Data) ProofDays() int { return cmp.Or(d.proofDays, ProofDays) }

// EndsSoon tells whether the last day of a row is within the next ProofDays.
func (d *Data) EndsSoon(set *kb.Dataset, row int) bool {
	until := set.Cell(row, kb.FieldValidUntil).Date()
	return until != "" && until >= d.today && until.Sub(d.today) <= d.ProofDays()
}

// Proof is the state of a row of compliance items. A row is proven only if it
// is marked as met and has evidence and an owner.
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
