// Package digest names plain data by its content.
//
// In go values made of structs, slices, arrays, strings, numbers, booleans and
// [Sealed] values; out comes a [Key] that is equal for equal values and different for
// different ones. Anything else (a map, a function, a channel, an interface, a pointer)
// could hide state that the key does not cover: it is our own bug, and panics.
package digest

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"reflect"
	"sync"
)

// Key is the first half of a SHA-256 sum. With 128 bits, two different values never have
// the same key by chance.
type Key [16]byte

// String is the key in 32 hexadecimal digits.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

// Short is the first 10 hexadecimal digits, for fingerprinted file names.
func (k Key) Short() string { return hex.EncodeToString(k[:5]) }

// Bytes digests raw bytes.
func Bytes(b []byte) Key {
	s := sha256.Sum256(b)
	return Key(s[:16])
}

// buffers are reused, since a build digests tens of thousands of views.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 8<<10); return &b }}

// Of digests plain data. It panics when a value is not plain data.
func Of(vs ...any) Key {
	p := buffers.Get().(*[]byte)
	b := (*p)[:0]
	for _, v := range vs {
		b = encode(b, reflect.ValueOf(v))
	}
	k := Bytes(b)
	*p = b
	buffers.Put(p)
	return k
}

// OfParts is Of for a list of strings, the parts of text between the offsets cuts, and one more value.
func OfParts(text []byte, cuts []int32, v any) Key {
	p := buffers.Get().(*[]byte)
	b := binary.AppendUvarint((*p)[:0], uint64(len(cuts)+1))
	from := 0
	for i := range len(cuts) + 1 {
		to := len(text)
		if i < len(cuts) {
			to = int(cuts[i])
		}
		b = append(binary.AppendUvarint(b, uint64(to-from)), text[from:to]...)
		from = to
	}
	b = encode(b, reflect.ValueOf(v))
	k := Bytes(b)
	*p = b
	buffers.Put(p)
	return k
}

// Sealed is a finished value that many views share; it is digested once. The zero Sealed
// holds the zero T.
type Sealed[T any] struct {
	v   *T
	key Key
}

// Seal digests v; nobody may write to it afterwards.
func Seal[T any](v T) Sealed[T] { return Sealed[T]{v: &v, key: Of(v)} }

// SealAs seals v under a key that the caller knows already; equal keys must mean equal values.
func SealAs[T any](v T, key Key) Sealed[T] { return Sealed[T]{v: &v, key: key} }

// Get returns the sealed value.
func (s Sealed[T]) Get() T {
	if s.v == nil {
		var zero T
		return zero
	}
	return *s.v
}

// Key returns the digest taken when the value was sealed.
func (s Sealed[T]) Key() Key { return s.key }

type sealed interface{ Key() Key }

// apart are values that Pack leaves out.
type apart interface{ Apart() }

var (
	sealedType = reflect.TypeFor[sealed]()
	apartType  = reflect.TypeFor[apart]()
)

// structSort is how a type of struct is encoded.
type structSort uint8

const (
	plainStruct structSort = iota
	sealedStruct
	apartStruct
)

// sorts remembers the sort of each type of struct, since finding out costs as much as
// encoding a small struct.
var sorts sync.Map // reflect.Type to structSort

func sortOf(t reflect.Type) structSort {
	if s, known := sorts.Load(t); known {
		return s.(structSort)
	}
	s := plainStruct
	switch {
	case t.Implements(sealedType):
		s = sealedStruct
	case t.Implements(apartType):
		s = apartStruct
	}
	sorts.Store(t, s)
	return s
}

func encode(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.String:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		return append(b, v.String()...)
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(b, v.Uint())
	case reflect.Float32, reflect.Float64:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case reflect.Slice:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		return elements(b, v)
	case reflect.Array:
		return elements(b, v)
	case reflect.Struct:
		if sortOf(v.Type()) == sealedStruct {
			k := v.Field(v.NumField() - 1)
			for i := range k.Len() {
				b = append(b, byte(k.Index(i).Uint()))
			}
			return b
		}
		for i := range v.NumField() {
			b = encode(b, v.Field(i))
		}
		return b
	}
	panic(fmt.Sprintf("digest: %s is not plain data", v.Type()))
}

func elements(b []byte, v reflect.Value) []byte {
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
		return append(b, v.Bytes()...)
	}
	for i := range v.Len() {
		b = encode(b, v.Index(i))
	}
	return b
}
