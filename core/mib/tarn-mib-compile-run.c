/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-compile-private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mib/tarn-mib-smi.h"

#define MAX_MEMORY   ((rlim_t) 2 << 30)
#define MAX_CPU_S    120
#define MAX_FRAME    ((guint32) 512 << 20)

/* What a worker says: which module it takes in hand, and what it found in it. */
typedef enum
{
  FRAME_BEGIN = 'B',
  FRAME_FACTS = 'F',
  FRAME_NONE  = 'N',      /* the parser does not take it           */
  FRAME_END   = 'Z',      /* the whole batch is done               */
} Frame;

typedef struct
{
  guint8  kind;
  guint8  unused[3];
  guint32 entry;          /* position in the batch                 */
  guint32 n;              /* octets that follow                    */
  guint32 n_missing;      /* of FRAME_FACTS                        */
} FrameHead;

typedef struct
{
  GPtrArray  *load;       /* TarnMibEntry, in order                */
  GHashTable *wanted;     /* those whose facts are asked for       */
  pid_t       pid;        /* 0: it does not run                    */
  int         fd;
  GByteArray *buffer;
  guint       in_hand;    /* G_MAXUINT: none yet                   */
  gint64      since_us;
  gboolean    is_done;
} Worker;

static volatile sig_atomic_t interrupted;

void
tarn_mib_compiler_interrupt (int number)
{
  interrupted = TRUE;
}

gboolean
tarn_mib_compiler_is_interrupted (void)
{
  return interrupted;
}

static gboolean
write_all (int         fd,
           const void *octets,
           gsize       n)
{
  const guint8 *at = octets;

  while (n > 0)
    {
      gssize written = write (fd, at, n);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      at += written;
      n -= written;
    }
  return TRUE;
}

static gboolean
say (int               fd,
     Frame             kind,
     guint             entry,
     const GByteArray *facts,
     guint             n_missing)
{
  FrameHead head = { .kind = kind, .entry = entry, .n = facts != NULL ? facts->len : 0,
                     .n_missing = n_missing };

  return write_all (fd, &head, sizeof head)
         && (facts == NULL || write_all (fd, facts->data, facts->len));
}

static void
limit_self (pid_t parent)
{
  struct rlimit cpu = { MAX_CPU_S, MAX_CPU_S };
  struct rlimit core = { 0, 0 };
#ifndef __SANITIZE_ADDRESS__
  /* A sanitizer reserves more than any limit. */
  struct rlimit memory = { MAX_MEMORY, MAX_MEMORY };

  setrlimit (RLIMIT_AS, &memory);
#endif
  setrlimit (RLIMIT_CPU, &cpu);
  setrlimit (RLIMIT_CORE, &core);

  /* Nobody else would end it. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != parent)
    _exit (1);
}

/* Of the module's definitions, those that the parser does not know. */
static guint
count_missing (const TarnMibCompiler *compiler,
               TarnMibEntry          *entry,
               GHashTable            *names)
{
  guint n = 0;

  for (guint i = 0; i < entry->module->definitions->len; i++)
    {
      const TarnMibDefinition *definition = entry->module->definitions->pdata[i];

      if (definition->is_cut || definition->defines == TARN_MIB_DEFINES_NOTHING
          || definition->defines == TARN_MIB_DEFINES_MACRO)
        continue;
      n += !g_hash_table_contains (names, tarn_mib_aliases_get_symbol (compiler->aliases,
                                                                       definition->name));
    }
  return n;
}

/* In the child: never returns, and never runs what the parent has for its own end. */
static void
work (const TarnMibCompiler *compiler,
      const Worker          *self,
      int                    fd,
      pid_t                  parent)
{
  static const int signals[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTERM, SIGINT, SIGHUP };
  int null = open ("/dev/null", O_RDWR | O_CLOEXEC);

  /* Whatever the parser prints, and whoever catches its crashes: not here. */
  dup2 (null, STDIN_FILENO);
  dup2 (null, STDOUT_FILENO);
  dup2 (null, STDERR_FILENO);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    signal (signals[i], SIG_DFL);
  limit_self (parent);

  if (!tarn_mib_smi_init (compiler->folder))
    _exit (1);
  for (guint i = 0; i < self->load->len; i++)
    {
      TarnMibEntry *entry = self->load->pdata[i];
      g_autoptr(GByteArray) facts = g_byte_array_new ();
      g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
      guint n_missing = 0;
      gboolean ok;

      if (!say (fd, FRAME_BEGIN, i, NULL, 0))
        _exit (1);
      ok = tarn_mib_smi_load (entry->module->parse_name, facts, names, &n_missing);
      if (!g_hash_table_contains (self->wanted, entry))
        continue;
      n_missing += count_missing (compiler, entry, names);
      if (!say (fd, ok ? FRAME_FACTS : FRAME_NONE, i, facts, n_missing))
        _exit (1);
    }
  say (fd, FRAME_END, 0, NULL, 0);
  _exit (0);
}

static gboolean
start (const TarnMibCompiler *compiler,
       Worker                *self)
{
  pid_t parent = getpid ();
  int fds[2];

  if (pipe2 (fds, O_CLOEXEC) != 0)
    return FALSE;
  self->pid = fork ();
  if (self->pid == 0)
    {
      close (fds[0]);
      work (compiler, self, fds[1], parent);
    }

  close (fds[1]);
  if (self->pid < 0)
    {
      self->pid = 0;
      close (fds[0]);
      return FALSE;
    }
  fcntl (fds[0], F_SETPIPE_SZ, 1 << 20);
  self->fd = fds[0];
  self->in_hand = G_MAXUINT;
  self->since_us = g_get_monotonic_time ();
  return TRUE;
}

static void
worker_free (Worker *self)
{
  g_ptr_array_unref (self->load);
  g_hash_table_unref (self->wanted);
  g_byte_array_unref (self->buffer);
  g_free (self);
}

/* FALSE: it says what nobody says. */
static gboolean
take_frames (Worker *self)
{
  gsize at = 0;
  gboolean ok = TRUE;

  while (ok && self->buffer->len - at >= sizeof (FrameHead))
    {
      TarnMibEntry *entry;
      FrameHead head;

      memcpy (&head, self->buffer->data + at, sizeof head);
      if (head.n > MAX_FRAME || head.entry >= self->load->len)
        ok = FALSE;
      if (!ok || self->buffer->len - at - sizeof head < head.n)
        break;

      entry = self->load->pdata[head.entry];
      at += sizeof head;
      self->since_us = g_get_monotonic_time ();
      switch (head.kind)
        {
        case FRAME_BEGIN:
          self->in_hand = head.entry;
          break;
        case FRAME_FACTS:
        case FRAME_NONE:
          g_clear_pointer (&entry->facts, g_byte_array_unref);
          entry->facts = g_byte_array_sized_new (head.n);
          g_byte_array_append (entry->facts, self->buffer->data + at, head.n);
          entry->is_refused = head.kind == FRAME_NONE;
          entry->n_missing = head.n_missing;
          g_hash_table_remove (self->wanted, entry);
          break;
        case FRAME_END:
          self->is_done = TRUE;
          break;
        default:
          ok = FALSE;
        }
      at += head.n;
    }

  g_byte_array_remove_range (self->buffer, 0, at);
  return ok;
}

/* All that is there.  FALSE: it has ended, or is to be ended. */
static gboolean
listen_to (Worker *self)
{
  guint8 octets[65536];
  gssize n = read (self->fd, octets, sizeof octets);

  if (n < 0 && (errno == EINTR || errno == EAGAIN))
    return TRUE;
  if (n <= 0)
    return FALSE;
  g_byte_array_append (self->buffer, octets, n);
  return take_frames (self);
}

/* How it ended, for a person; NULL: well. */
static char *
end (Worker   *self,
     gboolean  is_late)
{
  int status = 0;

  if (self->pid == 0)
    return NULL;
  kill (self->pid, SIGKILL);
  while (waitpid (self->pid, &status, 0) < 0 && errno == EINTR)
    ;
  close (self->fd);
  self->pid = 0;

  if (self->is_done)
    return NULL;
  if (is_late)
    return g_strdup ("the parser did not come to an end with it");
  if (WIFSIGNALED (status) && WTERMSIG (status) != SIGKILL)
    return g_strdup_printf ("the parser died of it (%s)", g_strsignal (WTERMSIG (status)));
  return g_strdup ("the parser died of it");
}

/* What the worker had in hand when it ended is not given to another one. */
static void
blame (Worker     *self,
       const char *how)
{
  TarnMibEntry *entry;

  if (self->in_hand >= self->load->len)
    {
      /* It did not even begin: nothing can be said of the modules, and trying again would
       * not end. */
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, self->wanted);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        ((TarnMibEntry *) key)->is_refused = TRUE;
      g_hash_table_remove_all (self->wanted);
      return;
    }

  entry = self->load->pdata[self->in_hand];
  entry->is_deadly = TRUE;
  g_clear_pointer (&entry->facts, g_byte_array_unref);
  g_hash_table_remove (self->wanted, entry);
  tarn_mib_module_remark (entry->module, TARN_MIB_REMARK_NOTE, entry->module->line,
                          entry->module->column, "%s", how);
}

/* Every entry with all that it imports, in order, and nothing deadly. */
static void
add_with_imports (TarnMibCompiler *compiler,
                  GPtrArray       *load,
                  TarnMibEntry    *entry,
                  guint            depth)
{
  if (entry->mark == compiler->mark || entry->is_deadly)
    return;
  entry->mark = compiler->mark;
  for (guint i = 0; i < entry->module->imports->len && depth < 2000; i++)
    {
      const TarnMibImport *import = entry->module->imports->pdata[i];
      TarnMibEntry *from = tarn_mib_compiler_find (compiler, import->module);

      if (from != NULL && import->part != NULL)
        from = tarn_mib_entry_find_part (from, import->part);
      if (from != NULL)
        add_with_imports (compiler, load, from, depth + 1);
    }
  g_ptr_array_add (load, entry);
}

static Worker *
worker_new (TarnMibCompiler  *compiler,
            GPtrArray        *entries,
            guint             from,
            guint             n)
{
  Worker *self = g_new0 (Worker, 1);

  self->load = g_ptr_array_new ();
  self->wanted = g_hash_table_new (NULL, NULL);
  self->buffer = g_byte_array_new ();
  compiler->mark++;
  for (guint i = from; i < from + n && i < entries->len; i++)
    {
      TarnMibEntry *entry = entries->pdata[i];

      if (entry->is_deadly)
        continue;
      add_with_imports (compiler, self->load, entry, 0);
      g_hash_table_add (self->wanted, entry);
    }
  return self;
}

/* What a worker left undone, for another one. */
static void
go_on (TarnMibCompiler *compiler,
       Worker          *self)
{
  g_autoptr(GPtrArray) rest = g_ptr_array_new ();
  Worker *next;

  for (guint i = 0; i < self->load->len; i++)
    if (g_hash_table_contains (self->wanted, self->load->pdata[i]))
      g_ptr_array_add (rest, self->load->pdata[i]);

  next = worker_new (compiler, rest, 0, rest->len);
  g_ptr_array_unref (self->load);
  g_hash_table_unref (self->wanted);
  g_byte_array_unref (self->buffer);
  *self = *next;
  g_free (next);
}

/* TRUE when there is nothing more to do for it. */
static gboolean
step (TarnMibCompiler     *compiler,
      Worker              *self,
      const TarnMibLimits *limits,
      gboolean             is_readable)
{
  gboolean is_late = g_get_monotonic_time () - self->since_us > limits->max_wall_ms * 1000;
  g_autofree char *how = NULL;

  if (!interrupted && (is_readable ? listen_to (self) : !is_late))
    return FALSE;

  how = end (self, is_late && !is_readable);
  if (interrupted)
    return TRUE;
  if (how != NULL)
    {
      blame (self, how);
      go_on (compiler, self);
    }
  else
    g_hash_table_remove_all (self->wanted);
  return g_hash_table_size (self->wanted) == 0 || !start (compiler, self);
}

/* Parts of a module have a worker each: it is slow with all of them, as with the whole. */
static guint
get_batch (GPtrArray *entries,
           guint      from,
           guint      most)
{
  guint n = 1;

  if (((TarnMibEntry *) entries->pdata[from])->whole != NULL)
    return 1;
  while (n < most && from + n < entries->len
         && ((TarnMibEntry *) entries->pdata[from + n])->whole == NULL)
    n++;
  return n;
}

void
tarn_mib_compiler_parse (TarnMibCompiler     *self,
                         GPtrArray           *entries,
                         const TarnMibLimits *limits)
{
  g_autoptr(GPtrArray) running = g_ptr_array_new_with_free_func ((GDestroyNotify) worker_free);
  guint n_batch = CLAMP (entries->len / limits->n_jobs + 1, 1, limits->n_batch);
  guint next = 0;

  while ((next < entries->len && !interrupted) || running->len > 0)
    {
      struct pollfd polled[16];

      while (!interrupted && next < entries->len && running->len < MIN (limits->n_jobs, G_N_ELEMENTS (polled)))
        {
          guint n = get_batch (entries, next, n_batch);
          Worker *worker = worker_new (self, entries, next, n);

          next += n;
          if (g_hash_table_size (worker->wanted) > 0 && start (self, worker))
            g_ptr_array_add (running, worker);
          else
            worker_free (worker);
        }

      for (guint i = 0; i < running->len; i++)
        polled[i] = (struct pollfd) { ((Worker *) running->pdata[i])->fd, POLLIN, 0 };
      if (poll (polled, running->len, 100) < 0 && errno != EINTR)
        return;
      for (guint i = running->len; i-- > 0; )
        if (step (self, running->pdata[i], limits, polled[i].revents != 0))
          g_ptr_array_remove_index_fast (running, i);
    }
}
