package digest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
)

// Pack appends plain data (see [Of]) to b, in a form that Unpack reads. The form depends
// on the types of the running program: store with it which version wrote it. Structs with
// the method Apart are left out, and Unpack leaves them zero: whoever packs them keeps them
// elsewhere.
func Pack(b []byte, v any) []byte { return pack(b, reflect.ValueOf(v)) }

// ErrPacked says that bytes are not what Pack makes of a value of this type.
var ErrPacked = errors.New("not packed data of this type")

// Unpack fills the value that v points to. Its strings share the memory of src.
func Unpack(src string, v any) (err error) {
	u := unpacker{src: src}
	u.value(reflect.ValueOf(v).Elem())
	if u.bad || u.src != "" {
		return ErrPacked
	}
	return nil
}

// opened and filled are Sealed values of any type, as Pack and Unpack use them.
type opened interface {
	open() (v reflect.Value, key Key)
}

type filled interface {
	fill(key Key, read func(reflect.Value))
}

func (s Sealed[T]) open() (reflect.Value, Key) { return reflect.ValueOf(s.Get()), s.key }

func (s *Sealed[T]) fill(key Key, read func(reflect.Value)) {
	s.v, s.key = new(T), key
	read(reflect.ValueOf(s.v).Elem())
}

// pack is encode that also writes what the key does not depend on: whether a slice is
// nil, and the value inside a Sealed.
func pack(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() {
			return append(b, 0)
		}
		b = binary.AppendUvarint(b, uint64(v.Len())+1)
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return append(b, v.Bytes()...)
		}
		for i := range v.Len() {
			b = pack(b, v.Index(i))
		}
		return b
	case reflect.Array:
		for i := range v.Len() {
			b = pack(b, v.Index(i))
		}
		return b
	case reflect.Struct:
		switch sortOf(v.Type()) {
		case sealedStruct:
			inner, key := v.Interface().(opened).open()
			return pack(append(b, key[:]...), inner)
		case apartStruct:
			return b
		}
		for i := range v.NumField() {
			b = pack(b, v.Field(i))
		}
		return b
	}
	return encode(b, v)
}

// unpacker reads from the front of src. After a fault src is empty.
type unpacker struct {
	src string
	bad bool
}

func (u *unpacker) fault() { u.src, u.bad = "", true }

func (u *unpacker) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(u.take(u.uint()))
	case reflect.Bool:
		v.SetBool(u.take(1) == "\x01")
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n := u.uint()
		v.SetInt(int64(n>>1) ^ -int64(n&1)) // as binary.AppendVarint writes it
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(u.uint())
	case reflect.Float32, reflect.Float64:
		if s := u.take(8); s != "" {
			v.SetFloat(math.Float64frombits(binary.LittleEndian.Uint64([]byte(s))))
		}
	case reflect.Slice:
		u.slice(v)
	case reflect.Array:
		for i := range v.Len() {
			u.value(v.Index(i))
		}
	case reflect.Struct:
		u.structure(v)
	default:
		panic(fmt.Sprintf("digest: %s is not plain data", v.Type()))
	}
}

func (u *unpacker) structure(v reflect.Value) {
	switch sortOf(v.Type()) {
	case sealedStruct:
		var key Key
		copy(key[:], u.take(uint64(len(key))))
		v.Addr().Interface().(filled).fill(key, u.value)
		return
	case apartStruct:
		return
	}
	for i := range v.NumField() {
		u.value(v.Field(i))
	}
}

func (u *unpacker) slice(v reflect.Value) {
	n := u.uint()
	if n == 0 {
		return
	}
	if n--; n > uint64(len(u.src)) { // each element takes a byte at least
		u.fault()
		return
	}
	if v.Type().Elem().Kind() == reflect.Uint8 {
		v.SetBytes([]byte(u.take(n)))
		return
	}
	if n == 0 {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		return
	}
	v.Grow(int(n)) // reflect.MakeSlice would also take memory for the slice itself
	v.SetLen(int(n))
	v.SetCap(int(n))
	for i := range int(n) {
		if u.value(v.Index(i)); u.bad {
			return
		}
	}
}

// uint reads a number as binary.AppendUvarint writes it.
func (u *unpacker) uint() (n uint64) {
	for i := range min(len(u.src), binary.MaxVarintLen64) {
		c := u.src[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			u.src = u.src[i+1:]
			return n
		}
	}
	u.fault()
	return 0
}

func (u *unpacker) take(n uint64) string {
	if n > uint64(len(u.src)) {
		u.fault()
		return ""
	}
	s := u.src[:n]
	u.src = u.src[n:]
	return s
}
