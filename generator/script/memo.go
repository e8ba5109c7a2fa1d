package script

import (
	"sync"

	"milepost/generator/digest"
)

// A Cache keeps texts by key, for later runs of the program. It may lose any of them.
type Cache interface {
	Get(digest.Key) (string, bool)
	Put(digest.Key, string)
}

// Memo remembers texts that are expensive to make: the newest in memory, and all in a
// Cache if there is one. It is safe for concurrent use; a text that several goroutines
// ask for at the same time may be made several times.
type Memo struct {
	most  int
	cache Cache

	mu  sync.Mutex
	of  map[digest.Key]string
	age []digest.Key // the keys in memory, oldest first
}

// NewMemo makes a memo that keeps up to most texts in memory.
func NewMemo(most int) *Memo { return &Memo{most: most, of: map[digest.Key]string{}} }

// SetCache sets the cache; call it before the first Text.
func (m *Memo) SetCache(c Cache) { m.cache = c }

// Text returns the text of the key; if nobody remembers it, create makes it. An error is not remembered.
func (m *Memo) Text(key digest.Key, create func() (string, error)) (string, error) {
	if s, ok := m.remembered(key); ok {
		return s, nil
	}
	if m.cache != nil {
		if s, ok := m.cache.Get(key); ok {
			m.remember(key, s)
			return s, nil
		}
	}
	s, err := create()
	if err != nil {
		return "", err
	}
	m.remember(key, s)
	if m.cache != nil {
		m.cache.Put(key, s)
	}
	return s, nil
}

func (m *Memo) remembered(k digest.Key) (string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.of[k]
	return s, ok
}

func (m *Memo) remember(k digest.Key, s string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, there := m.of[k]; there {
		return
	}
	if len(m.age) >= m.most {
		delete(m.of, m.age[0])
		m.age = append(m.age[:0:0], m.age[1:]...)
	}
	m.of[k] = s
	m.age = append(m.age, k)
}
