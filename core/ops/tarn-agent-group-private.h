/* tarn-agent-group-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-agent-group.h"
#include "ops/tarn-agent-private.h"

G_BEGIN_DECLS

typedef struct
{
  char      *name;
  TarnAgent *agent;
  GPtrArray *communities;   /* of GBytes */
} TarnAgentMember;

struct _TarnAgentGroup
{
  GObject         parent_instance;

  GPtrArray      *members;       /* of TarnAgentMember, in the order in which they came */
  GHashTable     *names;         /* Call → TarnAgentMember                              */
  GHashTable     *communities;   /* Call → TarnAgentMember                              */
  GPtrArray      *open;          /* of TarnAgent, those whose store is open             */
  guint           max_open;      /* 0: no limit                                         */
  gboolean        at_names;

  TarnAgentRoute  route;
  GPtrArray      *sockets;       /* of TarnAgentSocket                                  */
  GPtrArray      *addresses;     /* of TarnAddress, theirs                              */
  TarnAgentWatch *watch;         /* of all members; NULL: nobody looks                  */
  TarnGuard      *guard;         /* of all members: a victim of reflection is one, too  */
};

/* tarn-agent-group.c */
void tarn_agent_group_note (TarnAgentGroup *self,
                            const char     *text);

G_END_DECLS
