/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-malloc.h"

#include <stdlib.h>

static guint64 n_allocations;

guint64
tarn_test_n_allocations (void)
{
  return __atomic_load_n (&n_allocations, __ATOMIC_RELAXED);
}

static void
count (void)
{
  __atomic_add_fetch (&n_allocations, 1, __ATOMIC_RELAXED);
}

#ifndef __has_feature
#define __has_feature(feature) 0
#endif

/* A sanitizer has replaced malloc() already, and offers a hook. */
#if defined (__SANITIZE_ADDRESS__) || __has_feature (address_sanitizer)

/* From sanitizer/allocator_interface.h, which gcc does not install. */
typedef void (*MallocHook) (const volatile void *block, size_t size);
typedef void (*FreeHook)   (const volatile void *block);
extern int __sanitizer_install_malloc_and_free_hooks (MallocHook malloc_hook, FreeHook free_hook);

static void
malloc_cb (const volatile void *block,
           size_t               size)
{
  count ();
}

static void
free_cb (const volatile void *block)
{
}

static void __attribute__ ((constructor))
install (void)
{
  __sanitizer_install_malloc_and_free_hooks (malloc_cb, free_cb);
}

#else

/* glibc calls the program's functions of these names instead of its own. */
extern void *__libc_malloc  (size_t size);
extern void *__libc_calloc  (size_t n, size_t size);
extern void *__libc_realloc (void *block, size_t size);

void *
malloc (size_t size)
{
  count ();
  return __libc_malloc (size);
}

void *
calloc (size_t n,
        size_t size)
{
  count ();
  return __libc_calloc (n, size);
}

void *
realloc (void   *block,
         size_t  size)
{
  count ();
  return __libc_realloc (block, size);
}

#endif
