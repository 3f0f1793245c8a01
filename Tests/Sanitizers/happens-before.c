// Tells the thread sanitizer what happens before what inside Swift's own libraries, which are not built for it. Without this, whatever
// a contended Mutex guards and what a resumed continuation brings is reported as a race. Loaded by LD_PRELOAD, these functions stand
// before those of the libraries and call them.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *
#define NEXT(name, type) ((type)dlsym(RTLD_NEXT, name))

// Of the sanitizer, in programs that have it, and of Swift.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);
__attribute__((weak)) SWIFT void *swift_task_getCurrent(void);

// Taking a Mutex that is free is inlined, so the sanitizer sees it; waiting for one and waking those who wait is not.
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock_slow(uint32_t thread, SELF handle) __asm__(LOCK);
SWIFT bool try_lock_slow(SELF handle) __asm__(TRY_LOCK);
SWIFT void unlock_slow(SELF handle) __asm__(UNLOCK);

SWIFT void lock_slow(uint32_t thread, SELF handle) {
  NEXT(LOCK, SWIFT void (*)(uint32_t, SELF))(thread, handle);
  if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT bool try_lock_slow(SELF handle) {
  bool taken = NEXT(TRY_LOCK, SWIFT bool (*)(SELF))(handle);
  if (taken && __tsan_acquire) __tsan_acquire(handle);
  return taken;
}

SWIFT void unlock_slow(SELF handle) {
  if (__tsan_release) __tsan_release(handle);
  NEXT(UNLOCK, SWIFT void (*)(SELF))(handle);
}

// Who resumes a continuation releases its task, and a task that was enqueued acquires itself as it runs. One that finds its
// continuation resumed when it comes to wait goes on at once without: at the beginning of the wait or, where it had already prepared
// to sleep, after it has entered its context again.
#define AWAIT "swift_continuation_await"
#define ENTER "swift_task_enterThreadLocalContext"

static void acquire_task(void) {
  void *task = __tsan_acquire && swift_task_getCurrent ? swift_task_getCurrent() : 0;
  if (task) __tsan_acquire(task);
}

typedef __attribute__((swiftasynccall)) void (*Await)(void *);

__attribute__((swiftasynccall)) void swift_continuation_await(void *continuation) {
  Await next = NEXT(AWAIT, Await);
  acquire_task();
  __attribute__((musttail)) return next(continuation);
}

SWIFT void swift_task_enterThreadLocalContext(char *state) {
  NEXT(ENTER, SWIFT void (*)(char *))(state);
  acquire_task();
}
