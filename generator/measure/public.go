package measure

import (
	"milepost/generator/fact"
	"milepost/generator/site"
)

// Public is the facts that all readers may see: none from a private workbook,
// and no colour that such a fact decided.
func Public(s *site.Site, facts fact.Set) fact.Set {
	public := facts.Keep(func(f fact.Fact) bool {
		b := s.Book(f.Source.File)
		return b == nil || !s.Data.PrivateBook(b)
	})
	_, known := public.Get(public.Text(fact.RAG, Overall, fact.Why))
	return public.Keep(func(f fact.Fact) bool {
		family, item, field := fact.Split(f.Key)
		return known || family != fact.RAG || item != Overall && field != Overall
	})
}
