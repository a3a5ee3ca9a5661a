/* tarn-cli-serve.h
 *
 * What the files of tarn serve share.
 *
 * The command is made of parts: each has options of its own, in a file of its own, and does to
 * each device what they say.  A list of devices may have those options on its lines, so that
 * what they say has no fixed place: targets are offsets (CLI_SERVE_AT) into a block that there
 * is once for the command, and once more for each line that says otherwise.  To add a part, add
 * it to the table in tarn-cli-serve-parts.c.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli-options.h"

G_BEGIN_DECLS

/* One device that is served, or will be when somebody asks for it. */
typedef struct
{
  const char *name;       /* its file's, without the suffix, unless a list says otherwise */
  const char *path;       /* of its capture                                              */
  const char *community;  /* that reads unless an option says another one; NULL: public  */
  gboolean    loopback;   /* only this computer reaches it                               */
  gboolean    writable;   /* somebody may write to it                                    */
  TarnAccess *access;     /* who may ask, once it is set up                              */
  TarnAgent  *agent;
} CliServeDevice;

/* What a device is served from, while it is open. */
typedef struct
{
  const CliServeDevice *device;
  TarnStore            *store;      /* what is served: the capture, or what parts made of it */
  GPtrArray            *captures;   /* of TarnCapture: all of them, made durable at the end  */
  GPtrArray            *remarks;    /* of texts: lines that tell what was made of them       */
} CliServeStore;

#define CLI_SERVE_AT(Type, member) GSIZE_TO_POINTER (G_STRUCT_OFFSET (Type, member))

/* All functions may be NULL.  @said is the part's block; errors of domain TARN_ERROR with the
 * code TARN_ERROR_INVALID are about what somebody wrote. */
typedef struct
{
  const char      *title;      /* above its options in --help                                 */
  gsize            size;       /* of its block                                                */
  gconstpointer    defaults;   /* what the block is before options; NULL: zeros               */
  const CliOption *options;    /* lists (CLI_OPTION_LIST) are made and freed for the part     */
  gboolean         once;       /* no line of a list may have these options                    */

  /* Of the options only: no file is open, nothing is listened on. */
  gboolean (*check)  (gpointer         said,
                      GError         **error);
  /* The agent of a device is new; its store may not be open yet. */
  gboolean (*set_up) (gconstpointer    said,
                      CliServeDevice  *device,
                      GError         **error);
  /* The capture of a device was opened, perhaps in the middle of serving: here nothing may
   * wait, or run the main loop. */
  gboolean (*open)   (gconstpointer    said,
                      CliServeStore   *store,
                      GError         **error);
  /* Agents listen; and they listen no more. */
  gboolean (*begin)  (gconstpointer    said,
                      GError         **error);
  void     (*end)    (gconstpointer    said);
} CliServePart;

extern const CliServePart cli_serve_who;
extern const CliServePart cli_serve_limits;   /* tarn-cli-serve-notify.c: tells of who was refused where nobody knows which device was meant. */
void             cli_serve_notify_refused   (TarnAgentGroup      *group);

/* tarn-cli-serve-who.c */
extern const CliServePart cli_serve_overlay;
extern const CliServePart cli_serve_answers;
extern const CliServePart cli_serve_mounts;
extern const CliServePart cli_serve_moves;
extern const CliServePart cli_serve_faults;
extern const CliServePart cli_serve_log;
extern const CliServePart cli_serve_notify;

/* What the options of all parts say. */
typedef struct _CliServeSaid CliServeSaid;

/* With the defaults, or with what @base says (NULL: none), which may go before it. */
CliServeSaid    *cli_serve_said_new         (const CliServeSaid  *base);
void             cli_serve_said_free        (CliServeSaid        *self);
/* The options that fill it; @once: also those that no line of a list may have. */
void             cli_serve_said_add_options (CliServeSaid        *self,
                                             gboolean             once,
                                             GArray              *options);
gpointer         cli_serve_said_get         (CliServeSaid        *self,
                                             const CliServePart  *part);
gboolean         cli_serve_said_check       (CliServeSaid        *self,
                                             GError             **error);

/* Every part in turn. */
gboolean         cli_serve_set_up           (CliServeSaid        *self,
                                             CliServeDevice      *device,
                                             GError             **error);
gboolean         cli_serve_open             (CliServeSaid        *self,
                                             CliServeStore       *store,
                                             GError             **error);
gboolean         cli_serve_begin            (CliServeSaid        *self,
                                             GError             **error);
void             cli_serve_end              (CliServeSaid        *self);

/* FALSE unless --fault list is said, which has been obeyed. */
gboolean         cli_serve_lists_faults     (CliServeSaid        *self);

/* tarn-cli-serve-who.c */
gboolean         cli_serve_may_write        (CliServeSaid        *self);
/* Whether a community is said, and not the one that is meant then. */
gboolean         cli_serve_says_community   (CliServeSaid        *self);
/* What the file of --access says now; NULL: none is said, or it cannot be read. */
char            *cli_serve_dup_rules        (CliServeSaid        *self);
/* Who may ask stands in a file of which nothing is to be printed. */
gboolean         cli_serve_hides_communities (CliServeSaid       *self);
/* What each source gets at most of all devices, in the order of tarn_agent_set_limits(). */
void             cli_serve_get_limits       (CliServeSaid        *self,
                                             guint               *limits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliServeSaid, cli_serve_said_free)

G_END_DECLS
