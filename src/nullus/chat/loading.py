"""How ids of this room become objects: what handlers take in their paths and bodies."""

from typing import Annotated

from nullus.chat.conversations import conversations, messages, shares
from nullus.chat.conversations.conversations import Conversation
from nullus.chat.conversations.messages import ChatMessage
from nullus.chat.conversations.shares import Share
from nullus.platform.web import Loader, Ref

CONVERSATION = Loader("conversation", conversations.get)
MESSAGE = Loader("message", messages.get)
SHARE = Loader("share", shares.get)

TheConversation = Annotated[Conversation, CONVERSATION.at("conversation_id")]
"""The conversation of the path, which is the asker's own."""
TheMessage = Annotated[ChatMessage, MESSAGE.at("message_id")]
"""The message of the path, of a conversation of the asker's own."""
MessageRef = Annotated[Ref[ChatMessage], MESSAGE]
"""A message that a body names."""
TheShare = Annotated[Share, SHARE.at("share_id")]
"""The link of the path, to a conversation of the asker's own."""
