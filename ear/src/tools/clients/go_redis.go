// go-redis: all callers share a pool, of ten connections unless told otherwise.
package main

import "gopkg.in/redis.v5"

func main() {
	client := redis.NewClient(&redis.Options{Addr: address(), Password: password()})
	run(func(key string) error { return client.Incr(key).Err() })
}
