"""How ids of this room become objects: what handlers take in their paths and bodies."""

from typing import Annotated

from nullus.identity.spaces import groups, invitations, keys, members, programs, workspaces
from nullus.identity.spaces.groups import Group
from nullus.identity.spaces.invitations import Invitation
from nullus.identity.spaces.keys import Key
from nullus.identity.spaces.members import Member
from nullus.identity.spaces.workspaces import Standing
from nullus.platform.web import Loader, Ref

WORKSPACE = Loader("workspace", workspaces.standing)
MEMBER = Loader("member", members.get)
GROUP = Loader("group", groups.get)
PROGRAM = Loader("service_account", programs.get)
INVITATION = Loader("invitation", invitations.get)
KEY = Loader("token", keys.get_key)

TheWorkspace = Annotated[Standing, WORKSPACE.at("workspace_id")]
WorkspaceRef = Annotated[Ref[Standing], WORKSPACE]
TheMember = Annotated[Member, MEMBER.at("account_id")]
MemberRef = Annotated[Ref[Member], MEMBER]
TheGroup = Annotated[Group, GROUP.at("group_id")]
GroupRef = Annotated[Ref[Group], GROUP]
TheProgram = Annotated[Member, PROGRAM.at("account_id")]
ProgramRef = Annotated[Ref[Member], PROGRAM]
TheInvitation = Annotated[Invitation, INVITATION.at("invitation_id")]
TheKey = Annotated[Key, KEY.at("token_id")]
