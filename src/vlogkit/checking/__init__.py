"""Stories, timelines and rendered pixels come in; findings go out: what is wrong before anything is encoded or sent."""
