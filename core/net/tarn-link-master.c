/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-link-master.h"

#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the system tells of one interface, statistics and all, is below 4 KiB. */
#define ANSWER_SIZE 16384

typedef struct
{
  struct nlmsghdr  header;
  struct ifinfomsg link;
} Question;

static guint32
find_master (struct nlmsghdr *header,
             gssize           length)
{
  for (; NLMSG_OK (header, length); header = NLMSG_NEXT (header, length))
    {
      struct rtattr *attribute = IFLA_RTA (NLMSG_DATA (header));
      int left = (int) IFLA_PAYLOAD (header);
      guint32 master;

      if (header->nlmsg_type != RTM_NEWLINK)
        return 0;
      for (; RTA_OK (attribute, left); attribute = RTA_NEXT (attribute, left))
        if (attribute->rta_type == IFLA_MASTER && RTA_PAYLOAD (attribute) == sizeof master)
          {
            memcpy (&master, RTA_DATA (attribute), sizeof master);
            return master;
          }
    }

  return 0;
}

guint32
tarn_link_get_master (guint32 interface)
{
  const Question question = {
    .header = { .nlmsg_len = sizeof question, .nlmsg_type = RTM_GETLINK,
                .nlmsg_flags = NLM_F_REQUEST },
    .link = { .ifi_family = AF_UNSPEC, .ifi_index = (int) interface },
  };
  g_autofree guint8 *answer = g_malloc (ANSWER_SIZE);
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
  guint32 master = 0;
  gssize length;

  if (fd < 0)
    return 0;

  /* The answer is there when the question has been sent. */
  if (send (fd, &question, sizeof question, 0) == sizeof question)
    {
      length = recv (fd, answer, ANSWER_SIZE, 0);
      if (length > 0)
        master = find_master ((struct nlmsghdr *) answer, length);
    }
  close (fd);
  return master;
}
