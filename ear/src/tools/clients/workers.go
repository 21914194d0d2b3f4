// The load: see org.rolegate.tools.clients.load.Workers, which this one does the same as.
package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	pause    = 5 * time.Millisecond
	patience = 30 * time.Second
)

var code = regexp.MustCompile(`^[A-Z]{3,}\b`)

func address() string { return "127.0.0.1:" + os.Args[1] }

func password() string { return os.Getenv("CLIENTS_PASSWORD") }

// The code of Redis' error reply, else what the network says, else the beginning of the message: Go's errors have
// names of their own only now and then.
func kindOf(err error) string {
	if found := code.FindString(err.Error()); found != "" {
		return found
	}
	if errors.Is(err, syscall.ECONNREFUSED) {
		return "ECONNREFUSED"
	}
	if errors.Is(err, syscall.ECONNRESET) {
		return "ECONNRESET"
	}
	var network net.Error
	if errors.As(err, &network) && network.Timeout() {
		return "timeout"
	}
	words := strings.Fields(err.Error())
	if len(words) > 4 {
		words = words[:4]
	}
	return strings.NewReplacer(",", " ", "=", " ").Replace(strings.Join(words, "-"))
}

type worker struct {
	increment func(key string) error
	key       string
	begun     chan struct{}
	ended     chan struct{}
	stop      <-chan struct{}

	lock         sync.Mutex
	acknowledged int
	longest      time.Duration
	errors       map[string]int
	examples     map[string]string
	callBegan    time.Time
	closed       bool
}

func (w *worker) run() {
	defer close(w.ended)
	for {
		select {
		case <-w.stop:
			return
		default:
			w.call()
			time.Sleep(pause)
		}
	}
}

func (w *worker) call() {
	w.lock.Lock()
	w.callBegan = time.Now()
	w.lock.Unlock()
	err := w.increment(w.key)
	w.lock.Lock()
	defer w.lock.Unlock()
	if w.closed {
		return
	}
	w.end()
	if err != nil {
		w.fail(kindOf(err), err.Error())
		return
	}
	w.acknowledged++
	if w.acknowledged == 1 {
		close(w.begun)
	}
}

func (w *worker) end() {
	if took := time.Since(w.callBegan); took > w.longest {
		w.longest = took
	}
	w.callBegan = time.Time{}
}

func (w *worker) fail(kind, message string) {
	w.errors[kind]++
	if _, known := w.examples[kind]; !known {
		w.examples[kind] = message
	}
}

func (w *worker) account(number int) string {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.closed = true
	if !w.callBegan.IsZero() {
		w.end()
		w.fail("hung", "no answer")
	}
	var kinds []string
	for kind, count := range w.errors {
		kinds = append(kinds, fmt.Sprintf("%s=%d", kind, count))
	}
	return fmt.Sprintf("worker\t%d\t%d\t%d\t%s", number, w.acknowledged, w.longest.Milliseconds(), strings.Join(kinds, ","))
}

// Runs until standard input ends, gives account and returns.
func run(increment func(key string) error) {
	count, err := strconv.Atoi(os.Args[2])
	if err != nil {
		panic(err)
	}
	stop := make(chan struct{})
	var workers []*worker
	for i := 0; i < count; i++ {
		w := &worker{
			increment: increment,
			key:       os.Args[3] + strconv.Itoa(i),
			begun:     make(chan struct{}),
			ended:     make(chan struct{}),
			stop:      stop,
			errors:    map[string]int{},
			examples:  map[string]string{},
		}
		workers = append(workers, w)
		go w.run()
	}
	for _, w := range workers {
		<-w.begun
	}
	fmt.Println("ready")
	io.Copy(io.Discard, os.Stdin)
	close(stop)
	deadline := time.Now().Add(patience)
	for _, w := range workers {
		select {
		case <-w.ended:
		case <-time.After(time.Until(deadline)):
		}
	}
	examples := map[string]string{}
	for i, w := range workers {
		fmt.Println(w.account(i))
		for kind, message := range w.examples {
			examples[kind] = message
		}
	}
	for kind, message := range examples {
		fmt.Printf("example\t%s\t%s\n", kind, strings.NewReplacer("\t", " ", "\n", " ").Replace(message))
	}
	fmt.Println("end")
}
