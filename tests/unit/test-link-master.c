/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-link-master.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "tarn-net-fixture.h"
#include "tarn-test.h"

static gboolean
write_file (const char *path,
            const char *text)
{
  int fd = open (path, O_WRONLY);
  gboolean done = fd >= 0 && write (fd, text, strlen (text)) == (gssize) strlen (text);

  if (fd >= 0)
    close (fd);
  return done;
}

/* A network of this process's own, with a bridge and one interface on it: to those who ask
 * for the master it is what a VRF is, and more systems have it. */
static gboolean
make_network (void)
{
  g_autofree char *map = g_strdup_printf ("0 %u 1", geteuid ());

  return unshare (CLONE_NEWUSER | CLONE_NEWNET) == 0
         && write_file ("/proc/self/uid_map", map)
         && system ("ip link add br0 type bridge 2>/dev/null"
                    " && ip link add v0 type veth peer name v1"
                    " && ip link set v0 master br0") == 0;
}

static TarnEndpoint
link_local (guint32 scope)
{
  TarnEndpoint endpoint = tarn_net_endpoint ("fe80::1", 161);

  endpoint.in6.sin6_scope_id = scope;
  return endpoint;
}

static void
test_master (void)
{
  guint32 bridge, enslaved, other;
  TarnEndpoint asked, answers, elsewhere;

  g_assert_cmpuint (tarn_link_get_master (0), ==, 0);
  g_assert_cmpuint (tarn_link_get_master (if_nametoindex ("lo")), ==, 0);
  g_assert_cmpuint (tarn_link_get_master (G_MAXINT32), ==, 0);
  if (!make_network ())
    {
      g_test_skip ("no network of one's own can be made here");
      return;
    }

  bridge = if_nametoindex ("br0");
  enslaved = if_nametoindex ("v0");
  other = if_nametoindex ("v1");
  g_assert_cmpuint (tarn_link_get_master (enslaved), ==, bridge);
  g_assert_cmpuint (tarn_link_get_master (other), ==, 0);
  g_assert_cmpuint (tarn_link_get_master (bridge), ==, 0);

  asked = link_local (enslaved);
  answers = link_local (bridge);
  elsewhere = link_local (other);
  g_assert_true (tarn_endpoint_same_host (&asked, &answers));
  g_assert_true (tarn_endpoint_same_host (&answers, &asked));
  g_assert_false (tarn_endpoint_same_host (&asked, &elsewhere));
  g_assert_false (tarn_endpoint_same_host (&answers, &elsewhere));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-master/F-13: an enslaved interface is its master, too", test_master);
  return g_test_run ();
}
