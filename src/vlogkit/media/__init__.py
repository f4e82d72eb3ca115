"""The one door to files of light and sound: pictures, clips, their colours."""
