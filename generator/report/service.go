package report

import (
	"milepost/generator/document"
)

// Facts of service and of lists that stand in no sheet by their own.
const (
	metFact   = "met"   // incidents that were restored in time
	limitFact = "limit" // minutes that an incident may take
	overFact  = "over"  // minutes beyond
	dueFact   = "due"   // day by which something is to be decided or done
)

func (m *maker) sla(s *document.Section)          {}
func (m *maker) satisfaction(s *document.Section) {}
func (m *maker) training(s *document.Section)     {}
func (m *maker) suggestions(s *document.Section)  {}
func (m *maker) gaps(s *document.Section)         {}
func (m *maker) decisions(s *document.Section)    {}
func (m *maker) next(s *document.Section)         {}
func (m *maker) trend(s *document.Section)        {}
func (m *maker) serviceChanges() []document.Line  { return nil }
func (m *maker) pleased(it item) document.Text    { return the(it.name()) }
func (m *maker) service(it item) document.Text    { return the(it.name()) }
func (m *maker) missed(it item) document.Text     { return the(it.name()) }
func (m *maker) serviceOK(d string) document.Text { return nil }
