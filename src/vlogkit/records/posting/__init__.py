"""What happens to posts beside their being sent: retractions, signs of life of who sends."""
